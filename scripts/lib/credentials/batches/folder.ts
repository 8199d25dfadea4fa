import { lstatSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DidimError } from "../../../../src/public/index.ts";
import { acquireLock, type Lock, makeFolder, syncFolder } from "../../../../src/public/node.ts";

/** What a batch that was begun has in its folder; the rest are parts of these that a killed process left behind. */
const OWN = /^(?:batch\.json|batch\.lock(?:-journal)?|credentials\.jsonl)(?:\.[0-9a-f-]{36}\.tmp)?$/;

/**
 * The folder of a batch, for this process alone. It is made if it is not there; a folder with other files in it, or a
 * link, is refused (`cli.batch-folder`). Throws `files.locked` while another process works on the batch.
 */
export async function openFolder(folder: string): Promise<Lock> {
  checkFolder(folder);
  makeFolder(folder);
  await syncFolder(dirname(folder));
  return acquireLock(join(folder, "batch.lock"));
}

/** Throws `cli.batch-folder` unless the folder is this user's and a batch's, is empty, or is not there. Changes nothing. */
export function checkFolder(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) throw foreignFolder(folder, "it is no folder");
  // Who can change it could put a state into it, which says until when credentials are valid.
  const isOthers = process.getuid !== undefined && (found.uid !== process.getuid() || (found.mode & 0o002) !== 0);
  if (isOthers) throw foreignFolder(folder, "other users of this machine can change it");
  const foreign = readdirSync(folder).find((name) => !OWN.test(name));
  if (foreign !== undefined) throw foreignFolder(folder, `${foreign} in it belongs to no batch`);
}

export function foreignFolder(file: string, why: string): DidimError {
  const message = `${file} is not what a batch keeps: ${why}. Nothing was changed. Name a new folder: --out.`;
  return new DidimError("cli.batch-folder", message, { option: "--out", file, why });
}
