import { link, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { DidimError } from "../../errors/error.ts";
import { isThere } from "./atomic.ts";
import { besideOf, sweep } from "./beside.ts";

/** A file that one holder at a time may lock. */
export interface Lock {
  release(): Promise<void>;
}

const POLL_MS = 20;
/** SQLite's result codes. */
const BUSY = 5;
const NOT_A_DATABASE = 26;

/**
 * Locks the file at `path`, which stays behind, empty. The operating system holds the lock for this process and releases it when the process
 * ends, however it ends. So there is no stale lock, and nobody ever breaks one: a process that is merely stopped keeps what it holds. It works
 * between containers, too, but only on a local disk: network file systems lock as they like.
 *
 * @param waitMs How long to wait until another holder releases it; not at all if not given.
 * @returns Throws DidimError `files.locked`, and `files.not-a-lock`.
 */
export async function acquireLock(path: string, waitMs = 0): Promise<Lock> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const lock = await tryLock(path);
    if (lock !== undefined) return lock;
    if (performance.now() >= deadline) throw locked(path);
    await wait(POLL_MS * (0.5 + Math.random()));
  }
}

/** The lock, or undefined while another holder has it, in this process or in another. Throws DidimError `files.not-a-lock`. */
export async function tryLock(path: string): Promise<Lock | undefined> {
  await placeEmpty(path);
  const { DatabaseSync } = await import("node:sqlite");
  // An absolute path: SQLite takes some others for something else than a file.
  const database = new DatabaseSync(resolve(path));
  if (take(database, path)) return { release: async () => database.close() };
  database.close();
  return undefined;
}

/** SQLite locks one byte, which is what the file is a database for: nothing is ever written to it. */
function take(database: DatabaseSync, path: string): boolean {
  try {
    database.exec("BEGIN IMMEDIATE");
    return true;
  } catch (error) {
    const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
    if (code === BUSY) return false;
    database.close();
    throw code === NOT_A_DATABASE ? notALock(path) : error;
  }
}

/**
 * An empty file, which nobody else may open. It is made beside its place and linked there: a process that opens and closes a file by itself
 * loses all locks that it has on it (POSIX), so nothing but SQLite may ever open it in its place.
 */
export async function placeEmpty(path: string): Promise<void> {
  await sweep(dirname(path));
  if (await isThere(path)) return;
  const beside = besideOf(path);
  await writeFile(beside, "", { mode: 0o600, flag: "wx" });
  try {
    await link(beside, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

function locked(path: string): DidimError {
  return new DidimError(
    "files.locked",
    `Another process is working with this file. Wait for it, or end it: its lock ends with it. Don't delete ${path}.`,
    { path },
  );
}

function notALock(path: string): DidimError {
  return new DidimError(
    "files.not-a-lock",
    `${path} is no lock file, or that of an older version. If no older version is running, delete it.`,
    { path },
  );
}
