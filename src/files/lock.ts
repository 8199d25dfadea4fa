import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { DidimError } from "../errors.ts";
import { besideOf, sweep } from "./beside.ts";
import { isGone, type Owner, parseOwner, thisProcess } from "./owner.ts";

/** A file that one process at a time may hold. */
export interface Lock {
  release(): Promise<void>;
}

const POLL_MS = 20;

/**
 * Holds `path` for this process: a lock file that names its owner. A lock whose owner has died is broken. Who must not be
 * wrong about being alone checks once more by what it writes (see the journal): between two processes that break the same stale
 * lock at the same instant, a file system without advisory locks leaves a gap of microseconds.
 *
 * @param waitMs How long to wait for another process to let go; not at all if not given.
 * @returns Throws DidimError `files.locked`, naming the owner.
 */
export async function acquireLock(path: string, waitMs = 0): Promise<Lock> {
  await sweep(dirname(path));
  const mine = JSON.stringify(await thisProcess());
  const deadline = performance.now() + waitMs;
  while (!(await create(path, mine))) {
    const held = await readIfThere(path);
    if (held === undefined) continue;
    const owner = parseOwner(held);
    if (owner !== undefined && (await isGone(owner))) await breakStale(path, held);
    else if (performance.now() >= deadline) throw locked(path, owner);
    else await wait(POLL_MS);
  }
  return { release: () => release(path, mine) };
}

/** Linked into place, so that it is never seen half written, and never written over another. */
async function create(path: string, content: string): Promise<boolean> {
  const beside = besideOf(path);
  await writeFile(beside, content, { mode: 0o600, flag: "wx" });
  try {
    await link(beside, path);
    return true;
  } catch (error) {
    if (isErrno(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Moved aside first: what was moved may turn out to be somebody's fresh lock, which is then put back. */
async function breakStale(path: string, stale: string): Promise<void> {
  const aside = besideOf(path);
  try {
    await rename(path, aside);
  } catch (error) {
    if (isErrno(error, "ENOENT")) return;
    throw error;
  }
  const moved = await readIfThere(aside);
  if (moved !== undefined && moved !== stale) await create(path, moved);
  await rm(aside, { force: true });
}

async function release(path: string, mine: string): Promise<void> {
  if ((await readIfThere(path)) === mine) await rm(path, { force: true });
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function locked(path: string, owner: Owner | undefined): DidimError {
  const who = owner === undefined ? "an unknown process" : `process ${owner.pid} on ${owner.host}`;
  return new DidimError(
    "files.locked",
    `${who} is working with this file. Wait for it; if it is gone for good, delete ${path}.`,
    { path, pid: owner?.pid, host: owner?.host },
  );
}
