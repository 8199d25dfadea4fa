import { link, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { DidimError } from "../../../errors/error.ts";
import { isThere } from "../atomic.ts";
import { sweep, temporaryPathOf } from "../temporary.ts";

/** An exclusive lock on a file. */
export interface Lock {
  release(): Promise<void>;
}

const POLL_MS = 20;
/** SQLite's result codes. */
const BUSY = 5;
const NOT_A_DATABASE = 26;

/**
 * Locks the file at `path`, which stays behind, empty. The operating system holds the lock and releases it when the
 * process ends, however it ends. So no lock is ever stale, and no lock is ever broken: a process that is only suspended
 * keeps its lock. It works between containers too, but only on a local disk: network file systems lock unreliably.
 *
 * @param waitMs How long to wait for another holder. Default 0.
 * @returns Throws `files.locked` and `files.not-a-lock`.
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

/** The lock; undefined while another holder has it, in this process or another. Throws `files.not-a-lock`. */
export async function tryLock(path: string): Promise<Lock | undefined> {
  await placeEmpty(path);
  const { DatabaseSync } = await import("node:sqlite");
  // The path must be absolute, because SQLite gives some relative names a special meaning.
  const database = new DatabaseSync(resolve(path));
  if (take(database, path)) return { release: async () => database.close() };
  database.close();
  return undefined;
}

/** The file is a SQLite database only so that SQLite locks one of its bytes. Nothing is ever written to it. */
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
 * Creates an empty file if there is none. It is created under a temporary name and linked into place, because only
 * SQLite may open the file: under POSIX, a process that opens and closes a file itself loses all its locks on it.
 */
export async function placeEmpty(path: string): Promise<void> {
  await sweep(dirname(path));
  if (await isThere(path)) return;
  const beside = temporaryPathOf(path);
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
