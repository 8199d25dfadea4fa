import { randomUUID } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const BESIDE = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
/** No process takes longer than this between writing a temporary file and renaming it. */
const LEFT_MS = 3_600_000;

/** The name of a temporary file for `path`, which readers do not pick up. */
export function temporaryPathOf(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}

const swept = new Set<string>();

/**
 * Removes temporary files of killed processes from the folder, once for each process and folder. Nobody reads them, but
 * they may hold a wallet's or a transaction's data. Never throws: another process may do the same, or the folder may
 * belong to another user.
 */
export async function sweep(folder: string): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => BESIDE.test(name)).map((name) => join(folder, name));
  await Promise.all(left.map((file) => removeOld(file).catch(() => undefined)));
}

async function removeOld(file: string): Promise<void> {
  if (Date.now() - (await stat(file)).mtimeMs > LEFT_MS) await rm(file, { force: true });
}
