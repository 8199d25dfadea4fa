import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { besideOf, sweep } from "./beside.ts";

/**
 * Puts `content` in the place of the file, whole or not at all: written beside it, synced, renamed over it, and the folder
 * synced, so that a crash or power failure leaves the old file or the new one. Only the owner may read it.
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  await sweep(dirname(path));
  const beside = besideOf(path);
  try {
    await writeSynced(beside, content);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Creates a folder that only its owner may enter, and those above it. */
export async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** Whether there is such a file; throws when that cannot be seen. */
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

/** A new name is durable when its folder is. Windows has no such thing, and refuses. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
