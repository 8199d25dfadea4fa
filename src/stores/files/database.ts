import { dirname, resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { DidimError } from "../../errors/error.ts";
import { inLine } from "../in-line.ts";
import { privateFolder, syncFolder } from "./atomic.ts";
import { placeEmpty } from "./lock.ts";

/** A SQLite file that several processes share. */
export interface Database {
  /**
   * With nothing in between, from whatever process. All that `work` does is kept, on disk, when it resolves; nothing of
   * it if it throws.
   */
  alone<T>(work: (tables: DatabaseSync) => T | Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly path: string;
  /** What the file says that it is: a number of 31 bits (`application_id`). */
  readonly kind: number;
  /** Its tables, and the version of them. */
  readonly version: number;
  readonly tables: string;
  /**
   * WAL: one sync a change. TRUNCATE: several, but when a change is done, nothing of what was there before is left in
   * any file.
   */
  readonly journal: "WAL" | "TRUNCATE";
}

/** How long to wait for other processes. */
const WAIT_MS = 10_000;
const PAUSE_MS = 4;
/** SQLite's result codes, of which the low byte tells the kind. */
const [BUSY, CORRUPT, NOT_A_DATABASE] = [5, 11, 26];

/**
 * Opens it, and begins it if it isn't there; its owner alone may read it. On a local disk only, as with locks. Nothing
 * but SQLite may open the file in the same process: see {@link placeEmpty}. Throws `files.not-a-store`; `files.locked`
 * where others keep it busy for ten seconds.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const path = resolve(options.path);
  await privateFolder(dirname(path));
  await placeEmpty(path);
  await syncFolder(dirname(path));
  const { DatabaseSync } = await import("node:sqlite");
  const tables = new DatabaseSync(path);
  const alone: Database["alone"] = (work) => inLine(path, () => transaction(tables, path, work));
  try {
    await patiently(path, () => tables.exec(`PRAGMA journal_mode = ${options.journal}`));
    tables.exec("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF");
    await alone(() => begin(tables, path, options));
  } catch (error) {
    tables.close();
    throw error;
  }
  let isClosed = false;
  const close = async () => {
    if (!isClosed) tables.close();
    isClosed = true;
  };
  return { alone, close: () => inLine(path, close) };
}

function begin(tables: DatabaseSync, path: string, { kind, version, tables: text }: DatabaseOptions): void {
  const pragma = (name: string) => Number(Object.values(tables.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  const [foundKind, foundVersion] = [pragma("application_id"), pragma("user_version")];
  if (foundKind === kind && foundVersion === version) return;
  const isEmpty = tables.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
  if (foundKind !== 0 || foundVersion !== 0 || !isEmpty) throw notAStore(path);
  tables.exec(`${text}; PRAGMA application_id = ${kind}; PRAGMA user_version = ${version}`);
}

async function transaction<T>(
  tables: DatabaseSync,
  path: string,
  work: (tables: DatabaseSync) => T | Promise<T>,
): Promise<T> {
  await patiently(path, () => tables.exec("BEGIN IMMEDIATE"));
  try {
    const result = await work(tables);
    await patiently(path, () => tables.exec("COMMIT"));
    return result;
  } catch (error) {
    rollBack(tables);
    throw translated(error, path);
  }
}

function rollBack(tables: DatabaseSync): void {
  try {
    tables.exec("ROLLBACK");
  } catch {
    // SQLite has done so by itself, after a failure of the disk.
  }
}

/** Again and again while another process is at it. SQLite's own way to wait would stop this whole process meanwhile. */
async function patiently(path: string, act: () => void): Promise<void> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    try {
      return act();
    } catch (error) {
      if (codeOf(error) !== BUSY) throw translated(error, path);
      if (performance.now() >= deadline) throw busy(path);
    }
    await wait(PAUSE_MS * (0.5 + Math.random()));
  }
}

function codeOf(error: unknown): number | undefined {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : undefined;
}

function translated(error: unknown, path: string): unknown {
  const code = codeOf(error);
  return code === CORRUPT || code === NOT_A_DATABASE ? notAStore(path, error) : error;
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
