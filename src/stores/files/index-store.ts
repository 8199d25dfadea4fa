import { constants } from "node:fs";
import { type FileHandle, open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { DidimError } from "../../errors/error.ts";
import { type IndexJournal, type IndexRecord, type IndexStore, sharedJournal } from "../index-store.ts";
import { isThere, privateFolder, writeAtomic } from "./atomic.ts";
import { corrupt, readJournal, writeHead, writeLines } from "./index-journal.ts";
import { acquireLock, type Lock } from "./locking/lock.ts";

export interface FileIndexStoreOptions {
  /** One folder for each issuer. */
  readonly folder: string;
  /** How long, in milliseconds, to wait for another process that holds the list. Default 0. */
  readonly waitMs?: number;
  /**
   * Whether to create a missing record, for a list that was just opened on the chain. Otherwise a missing record throws
   * `issuer.journal-missing`. Default false.
   */
  readonly create?: boolean;
}

/**
 * Keeps each list's record in `<folder>/list-<number>.indices`; one folder per issuer. Never restore a record from a
 * backup: indices given out since then would be given out again. Open another list instead.
 */
export function createFileIndexStore({ folder, waitMs = 0, create = false }: FileIndexStoreOptions): IndexStore {
  return {
    async open(list) {
      await privateFolder(folder);
      const path = pathOf(folder, list);
      const lock = await acquireLock(`${path}.lock`, waitMs);
      try {
        if (!(await isThere(path))) await begin(path, list, create);
        return new FileJournal(path, list, lock, await openFile(path, list));
      } catch (error) {
        await lock.release();
        throw error;
      }
    },
  };
}

/**
 * Which indices of a list were given out, by its record in the folder; undefined if there is none. Reads it without
 * opening it, so it may be open elsewhere. Throws `issuer.journal-corrupt`.
 */
export async function readIndexRecord(folder: string, list: number): Promise<IndexRecord | undefined> {
  const path = pathOf(folder, list);
  if (!(await isThere(path))) return undefined;
  if ((await stat(path)).size > MAX_LENGTH) throw corrupt(list, "it is longer than a chunk's can be");
  const { chunk, taken } = readJournal(await readFile(path, "utf8"), list);
  return { chunk, taken };
}

const pathOf = (folder: string, list: number): string => join(folder, `list-${list}.indices`);

class FileJournal implements IndexJournal {
  readonly chunk: number;
  readonly taken: readonly number[];
  readonly #path: string;
  readonly #list: number;
  readonly #lock: Lock;
  #file: FileHandle;
  #count: number;
  #length: number;

  constructor(path: string, list: number, lock: Lock, { file, chunk, taken, length }: OpenFile) {
    this.#path = path;
    this.#list = list;
    this.#lock = lock;
    this.#file = file;
    this.chunk = chunk;
    this.taken = taken;
    this.#count = taken.length;
    this.#length = length;
  }

  async append(indices: readonly number[]): Promise<void> {
    const lines = writeLines(this.#list, this.#count, indices);
    await this.#file.writeFile(lines);
    await this.#file.datasync();
    this.#length += lines.length;
    this.#count += indices.length;
    await this.#checkAlone();
  }

  async begin(chunk: number): Promise<void> {
    await this.#checkAlone();
    const head = writeHead(this.#list, chunk);
    await writeAtomic(this.#path, head);
    await this.#file.close();
    this.#file = await open(this.#path, APPEND);
    this.#count = 0;
    this.#length = head.length;
  }

  async close(): Promise<void> {
    await this.#file.close();
    await this.#lock.release();
  }

  /**
   * Detects a second writer, which is possible if someone deletes the lock file: the file then has another length, or
   * is another file. No index is given out.
   */
  async #checkAlone(): Promise<void> {
    const [mine, named] = [await this.#file.stat(), await stat(this.#path)];
    if (mine.size === this.#length && mine.ino === named.ino) return;
    throw sharedJournal(this.#list);
  }
}

const APPEND = constants.O_APPEND | constants.O_RDWR;
/** A header and 8,192 lines of at most 20 bytes. */
const MAX_LENGTH = 200_000;

interface OpenFile {
  readonly file: FileHandle;
  readonly chunk: number;
  readonly taken: readonly number[];
  readonly length: number;
}

async function openFile(path: string, list: number): Promise<OpenFile> {
  const file = await open(path, APPEND);
  try {
    const { size } = await file.stat();
    if (size > MAX_LENGTH) throw corrupt(list, "it is longer than a chunk's can be");
    const journal = readJournal(await file.readFile("utf8"), list);
    if (size > journal.length) {
      await file.truncate(journal.length);
      await file.sync();
    }
    return { file, ...journal };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A list whose record was lost must not start again as if no index were taken: indices would be given out twice. */
async function begin(path: string, list: number, create: boolean): Promise<void> {
  if (create) return writeAtomic(path, writeHead(list, 0));
  throw new DidimError(
    "issuer.journal-missing",
    "The record of this list's indices is not there. If the list is new, begin one (create); if not, find the file, or open another list on chain.",
    { list, path },
  );
}
