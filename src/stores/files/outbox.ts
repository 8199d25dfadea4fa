import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type AccountRecords, checkRecordName, isUuid, type OutboxRecord, type OutboxStore } from "../outbox.ts";
import { inQueue } from "../queue.ts";
import { isThere, privateFolder, writeAtomic } from "./atomic.ts";
import { acquireLock } from "./locking/lock.ts";
import { processNameIn, runsElsewhere } from "./locking/running-process.ts";
import { fileText } from "./reading.ts";

/** How long to wait for another process that is taking a nonce. */
const LOCK_MS = 60_000;
const SUFFIX = ".json";
/** Far larger than any transaction that a node takes. */
const MAX_RECORD = 4_000_000;

/**
 * Keeps each record in a file. If a process is killed between signing and receipt, the next process takes the
 * transaction over. Several processes on this machine take different nonces.
 */
export function createFileOutboxStore({ folder }: { readonly folder: string }): OutboxStore {
  return {
    of: (chain, account) => recordsIn(join(folder, chain, account)),
    async accounts(chain) {
      const of = join(folder, chain);
      if (!(await isThere(of))) return [];
      return (await readdir(of)).filter((name) => /^0x[0-9a-f]{40}$/.test(name)).sort();
    },
  };
}

function recordsIn(folder: string): AccountRecords {
  const fileOf = (name: string): string => {
    checkRecordName(name);
    return join(folder, `${name}${SUFFIX}`);
  };
  return {
    exclusively: (work) => inQueue(folder, () => locked(folder, work)),
    async processName() {
      await privateFolder(folder);
      return processNameIn(folder);
    },
    runsElsewhere: async (owner) => isUuid(owner) && runsElsewhere(folder, owner),
    async list() {
      if (!(await isThere(folder))) return [];
      const files = (await readdir(folder)).filter((file) => file.endsWith(SUFFIX));
      const all = await Promise.all(files.map((file) => load(folder, file)));
      return all.filter((one) => one !== undefined);
    },
    async put(name, text) {
      const file = fileOf(name);
      await privateFolder(folder);
      await writeAtomic(file, text);
    },
    remove: async (name) => rm(fileOf(name), { force: true }),
  };
}

async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await privateFolder(folder);
  const lock = await acquireLock(join(folder, "lock"), LOCK_MS);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** Undefined if another process removed the file meanwhile. What cannot be read is damaged, as an empty record is. */
async function load(folder: string, file: string): Promise<OutboxRecord | undefined> {
  const [location, name] = [join(folder, file), file.slice(0, -SUFFIX.length)];
  try {
    return { name, text: await fileText(location, MAX_RECORD), location };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    return { name, text: "", location };
  }
}
