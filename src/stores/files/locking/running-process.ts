import { randomUUID } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isUuid } from "../../outbox.ts";
import { isThere } from "../atomic.ts";
import { acquireLock, type Lock, tryLock } from "./lock.ts";

const SUFFIX = ".process";
/** A process locks its file sooner than this after creating it. */
const OLD_MS = 3_600_000;

/** This process's name in each folder. */
const names = new Map<string, string>();
/** The lock on each of these files, held until the process ends. */
const held = new Map<string, Lock>();

/**
 * The name of this process in a folder. A file of that name is locked as long as the process runs, so that other
 * processes can tell whether it does. A process id would mean nothing to other containers.
 */
export async function processNameIn(folder: string): Promise<string> {
  const known = names.get(folder);
  if (known !== undefined && (await isThere(fileOf(folder, known)))) return known;
  await removeEnded(folder);
  const name = randomUUID();
  const file = fileOf(folder, name);
  held.set(file, await acquireLock(file));
  names.set(folder, name);
  return name;
}

/** Whether `name` belongs to another process that is running. */
export async function runsElsewhere(folder: string, name: string): Promise<boolean> {
  const file = fileOf(folder, name);
  if (held.has(file) || !(await isThere(file))) return false;
  const lock = await tryLock(file);
  await lock?.release();
  return lock === undefined;
}

/** Removes the files of processes that have ended. */
async function removeEnded(folder: string): Promise<void> {
  for (const file of await readdir(folder)) {
    const name = file.slice(0, -SUFFIX.length);
    if (!file.endsWith(SUFFIX) || !isUuid(name)) continue;
    if ((await isOld(join(folder, file))) && !(await runsElsewhere(folder, name))) {
      await rm(join(folder, file), { force: true });
    }
  }
}

async function isOld(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > OLD_MS;
}

const fileOf = (folder: string, name: string): string => join(folder, `${name}${SUFFIX}`);
