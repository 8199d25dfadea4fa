import { mkdirSync, statSync } from "node:fs";
import { link, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { sweep, temporaryPathOf } from "./temporary.ts";

/**
 * Replaces a file's content atomically: writes a temporary file, syncs it, renames it over the file, and syncs the
 * folder. After a crash or power failure there is the old file or the new one. Only the owner may read it.
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  await sweep(dirname(path));
  const beside = temporaryPathOf(path);
  try {
    await writeSynced(beside, content);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/**
 * {@link writeAtomic}, but never replaces a file: returns whether there was none. Of two concurrent calls, one returns
 * true. Makes the file's folder if necessary.
 */
export async function createAtomic(path: string, content: string | Uint8Array): Promise<boolean> {
  makeFolder(dirname(path));
  const beside = temporaryPathOf(path);
  try {
    await writeSynced(beside, content);
    await link(beside, path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
}

/**
 * Creates a folder, and its parents, that only the owner may enter. Node's own recursive mkdir never returns where a
 * folder can be read but nothing be made in it, as in /proc (seen with 24.21).
 */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** {@link makeFolder}, where a promise is needed. */
export async function privateFolder(path: string): Promise<void> {
  makeFolder(path);
}

/** Whether the file exists; throws if that cannot be found out. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a new file name durable. Windows cannot sync folders and would refuse. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
