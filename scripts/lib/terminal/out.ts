import { accessSync, constants, lstatSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DidimError } from "../../../src/index.ts";
import { writeNew } from "./home.ts";

/**
 * Said before a password is asked for, a place in a list is taken or a copy is spent: that there is no such file yet, which may hold the only copy of a
 * credential, and that one can be written there. Throws `cli.file`; what the system says against the folder is `cli.file-access`.
 */
export function checkOut(out: string | undefined): void {
  if (out === undefined) return;
  if (lstatSync(out, { throwIfNoEntry: false }) !== undefined) throw taken(out);
  mkdirSync(dirname(out), { recursive: true, mode: 0o700 });
  accessSync(dirname(out), constants.W_OK);
}

/** Writes it, if a file was named, as {@link checkOut} has made sure of. Throws `cli.file` if somebody else wrote one meanwhile. */
export function writeOut(out: string | undefined, text: string): void {
  if (out !== undefined && !writeNew(out, text)) throw taken(out);
}

function taken(file: string): DidimError {
  const message = `${file} already exists and is not overwritten. Name another file, or move that one away.`;
  return new DidimError("cli.file", message, { option: "--out", file });
}
