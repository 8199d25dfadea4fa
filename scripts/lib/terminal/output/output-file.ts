import { accessSync, constants, lstatSync } from "node:fs";
import { dirname } from "node:path";
import { DidimError } from "../../../../src/public/index.ts";
import { makeFolder } from "../../../../src/public/node.ts";
import { writeNew } from "../home.ts";

/**
 * Call this before asking for a password, taking an index or using up a copy. It checks that the output file does not
 * exist (it may hold the only copy of a credential) and that it can be written. Throws `cli.file`; a system error is
 * `cli.file-access`.
 */
export function checkOut(out: string | undefined): void {
  if (out === undefined) return;
  if (lstatSync(out, { throwIfNoEntry: false }) !== undefined) throw taken(out);
  makeFolder(dirname(out));
  accessSync(dirname(out), constants.W_OK);
}

/** Writes the output file, if one was named. Throws `cli.file` if somebody created it since {@link checkOut}. */
export function writeOut(out: string | undefined, text: string): void {
  if (out !== undefined && !writeNew(out, text)) throw taken(out);
}

function taken(file: string): DidimError {
  const message = `${file} already exists and is not overwritten. Name another file, or move that one away.`;
  return new DidimError("cli.file", message, { option: "--out", file });
}
