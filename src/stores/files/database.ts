import { dirname, resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { DidimError } from "../../errors/error.ts";
import { inQueue } from "../queue.ts";
import { privateFolder, syncFolder } from "./atomic.ts";
import { placeEmpty } from "./locking/lock.ts";

/** A SQLite file that several processes share. */
export interface Database {
  /**
   * Runs `work` in a transaction that excludes all other processes. Its changes are on disk when it resolves, and
   * undone if it throws.
   */
  exclusively<T>(work: (tables: DatabaseSync) => T | Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly path: string;
  /** The file's `application_id`, a number of 31 bits. */
  readonly kind: number;
  /** The version of the tables. */
  readonly version: number;
  readonly tables: string;
  /** WAL needs one sync a change. TRUNCATE needs several, but after a change no file holds the old data any more. */
  readonly journal: "WAL" | "TRUNCATE";
  /** The error for a file of another kind, of another version, or that is damaged. Default: `files.not-a-store`. */
  readonly damaged?: (cause?: unknown) => DidimError;
}

/** How long to wait for other processes. */
const WAIT_MS = 10_000;
const PAUSE_MS = 4;
/** SQLite's result codes; the low byte is the kind. */
const [BUSY, CORRUPT, NOT_A_DATABASE] = [5, 11, 26];

/**
 * Opens the file, or creates it; only its owner may read it. It must be on a local disk, as with locks. Within the
 * process, nothing but SQLite may open the file: see {@link placeEmpty}.
 * Throws `files.not-a-store`, and `files.locked` if other processes keep the file busy for ten seconds.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const path = resolve(options.path);
  await privateFolder(dirname(path));
  await placeEmpty(path);
  await syncFolder(dirname(path));
  const { DatabaseSync } = await import("node:sqlite");
  const tables = new DatabaseSync(path);
  const file: OpenFile = { tables, path, damaged: options.damaged ?? ((cause) => notAStore(path, cause)) };
  const exclusively: Database["exclusively"] = (work) => inQueue(path, () => transaction(file, work));
  try {
    await patiently(file, () => tables.exec(`PRAGMA journal_mode = ${options.journal}`));
    tables.exec("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF");
    await exclusively(() => begin(file, options));
  } catch (error) {
    tables.close();
    throw error;
  }
  let isClosed = false;
  const close = async () => {
    if (!isClosed) tables.close();
    isClosed = true;
  };
  return { exclusively, close: () => inQueue(path, close) };
}

interface OpenFile {
  readonly tables: DatabaseSync;
  readonly path: string;
  readonly damaged: (cause?: unknown) => DidimError;
}

function begin({ tables, damaged }: OpenFile, { kind, version, tables: text }: DatabaseOptions): void {
  const pragma = (name: string) => Number(Object.values(tables.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  const [foundKind, foundVersion] = [pragma("application_id"), pragma("user_version")];
  if (foundKind === kind && foundVersion === version) return;
  const isEmpty = tables.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
  if (foundKind !== 0 || foundVersion !== 0 || !isEmpty) throw damaged();
  tables.exec(`${text}; PRAGMA application_id = ${kind}; PRAGMA user_version = ${version}`);
}

async function transaction<T>(file: OpenFile, work: (tables: DatabaseSync) => T | Promise<T>): Promise<T> {
  const { tables } = file;
  await patiently(file, () => tables.exec("BEGIN IMMEDIATE"));
  try {
    const result = await work(tables);
    await patiently(file, () => tables.exec("COMMIT"));
    return result;
  } catch (error) {
    rollBack(tables);
    throw translated(error, file);
  }
}

function rollBack(tables: DatabaseSync): void {
  try {
    tables.exec("ROLLBACK");
  } catch {
    // After a disk failure SQLite has already rolled back.
  }
}

/** Retries while another process holds the file. SQLite's own wait would block this whole process. */
async function patiently(file: OpenFile, act: () => void): Promise<void> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    try {
      return act();
    } catch (error) {
      if (codeOf(error) !== BUSY) throw translated(error, file);
      if (performance.now() >= deadline) throw busy(file.path);
    }
    await wait(PAUSE_MS * (0.5 + Math.random()));
  }
}

function codeOf(error: unknown): number | undefined {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : undefined;
}

function translated(error: unknown, { damaged }: OpenFile): unknown {
  const code = codeOf(error);
  return code === CORRUPT || code === NOT_A_DATABASE ? damaged(error) : error;
}

function busy(path: string): DidimError {
  return new DidimError(
    "files.locked",
    `Another process is working with this file. Wait for it, or end it: its lock ends with it. Don't delete ${path}.`,
    { path },
  );
}

function notAStore(path: string, cause?: unknown): DidimError {
  return new DidimError(
    "files.not-a-store",
    `${path} is another kind of file than it should be, of another version, or damaged. Put it aside: what it holds lasts some minutes at most, and a new one is begun.`,
    { path },
    { cause },
  );
}
