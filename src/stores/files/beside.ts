import { randomUUID } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const BESIDE = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
/** Nobody takes that long between writing a file and putting it in its place. */
const LEFT_MS = 3_600_000;

/** Where a file is written before it takes its place: whoever looks for it there does not see it. */
export function besideOf(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}

const swept = new Set<string>();

/**
 * Removes what a process left in the folder that was killed before it put a file in its place; once for each process and folder. Nobody reads that, but it may
 * be a wallet's or a transaction's. Never throws: another process may sweep at the same time, or the folder be somebody else's.
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
