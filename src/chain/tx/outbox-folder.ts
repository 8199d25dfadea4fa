import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Transaction as SignedTransaction } from "ethers";
import { DidimError } from "../../errors/error.ts";
import { isThere, privateFolder, writeAtomic } from "../../stores/files/atomic.ts";
import { acquireLock } from "../../stores/files/lock.ts";
import { isProcessName, nameIn, runsElsewhere } from "../../stores/files/presence.ts";
import { inLine, type Outboxes } from "./outbox.ts";
import type { Earlier, Pending, Transaction } from "./transaction.ts";

const FORMAT = "didim-pending/3";
/** How long to wait for another process that takes a nonce just now. */
const LOCK_MS = 60_000;

/**
 * Kept in files, one a transaction, so that a process that is killed between signing and seeing the receipt is taken up from by
 * the next one, and several processes on this machine take different nonces. Throws `registry.outbox` for a damaged file.
 */
export function folderOutboxes(folder: string): Outboxes {
  return (chain, account) => {
    const mine = join(folder, chain, account);
    const fileOf = ({ id, transaction }: Pending): string => join(mine, `${transaction.nonce}-${id}.json`);
    return {
      alone: (work) => inLine(mine, () => locked(mine, work)),
      self: async () => {
        await privateFolder(mine);
        return nameIn(mine);
      },
      runsElsewhere: (owner) => runsElsewhere(mine, owner),
      list: async () => {
        if (!(await isThere(mine))) return [];
        const names = (await readdir(mine)).filter((name) => name.endsWith(".json"));
        const all = await Promise.all(names.map((name) => load(join(mine, name), account)));
        return all.filter((one) => one !== undefined);
      },
      put: async (pending) => {
        await privateFolder(mine);
        await writeAtomic(fileOf(pending), write(pending));
      },
      remove: (pending) => rm(fileOf(pending), { force: true }),
    };
  };
}

/** The accounts that have sent something on a chain by the outboxes in that folder, lower-case. */
export async function accountsIn(folder: string, chain: string): Promise<readonly string[]> {
  const mine = join(folder, chain);
  if (!(await isThere(mine))) return [];
  return (await readdir(mine)).filter((name) => /^0x[0-9a-f]{40}$/.test(name)).sort();
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

/** Undefined: another process has settled it meanwhile. */
async function load(file: string, account: string): Promise<Pending | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const pending = read(text, account);
  if (pending !== undefined) return pending;
  throw new DidimError(
    "registry.outbox",
    `${file} is damaged, was altered, or is of another version: a transaction that may be on its way can't be read. Look for it on the chain, then delete the file.`,
    { file },
  );
}

function write({ transaction, ...rest }: Pending): string {
  const numbers = Object.entries(transaction).map(([name, value]) => [
    name,
    typeof value === "bigint" ? value.toString() : value,
  ]);
  const content = { format: FORMAT, ...rest, transaction: Object.fromEntries(numbers) };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function read(text: string, account: string): Pending | undefined {
  try {
    const { format, transaction: written, ...rest } = JSON.parse(text) as Record<string, unknown>;
    const transaction = transactionOf(written as Record<string, unknown>);
    const pending = { ...rest, transaction } as Pending;
    const { id, owner, doing, since, at, block = 0 } = pending;
    const isForm =
      typeof id === "string" && typeof doing === "string" && [since, at, block].every(Number.isSafeInteger);
    return format === FORMAT && isProcessName(owner) && isForm ? asSigned(pending, account) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What was signed is read out of the signed bytes. Whoever can write the file could name another call beside them, to
 * have that signed in the place of this one, or taken for done. Nothing vouches for what a remote signer keeps to
 * itself: see transaction-status.ts, and {@link Sender.settle}. Throws for bytes that are none, or of another account or nonce.
 */
function asSigned(pending: Pending, account: string): Pending {
  const { raw, transaction, earlier } = pending;
  const { nonce } = transaction;
  const own = raw === undefined ? {} : signedIn(raw, account, nonce);
  if (earlier === undefined) return { ...pending, ...own };
  const before = earlier.map((one): Earlier => {
    if (one.raw === undefined && typeof one.data !== "string") throw new TypeError("no transaction");
    if (one.raw === undefined) return one;
    const { hash, transaction: signed } = signedIn(one.raw, account, nonce);
    return { ...one, hash, to: signed.to, data: signed.data };
  });
  return { ...pending, ...own, earlier: before };
}

function signedIn(raw: string, account: string, nonce: number): Pick<Pending, "transaction"> & { hash: string } {
  const signed = SignedTransaction.from(raw);
  const { hash, to, data, gasLimit: gas, chainId } = signed;
  if (hash === null || signed.from?.toLowerCase() !== account.toLowerCase() || signed.nonce !== nonce) {
    throw new TypeError("another account's, or another nonce's");
  }
  const fees = {
    maxFeePerGas: signed.maxFeePerGas ?? 0n,
    maxPriorityFeePerGas: signed.maxPriorityFeePerGas ?? 0n,
  };
  return { hash, transaction: { ...(to !== null && { to: to.toLowerCase() }), data, gas, chainId, nonce, ...fees } };
}

function transactionOf(written: Record<string, unknown>): Transaction {
  const { to, data, gas, chainId, nonce, maxFeePerGas, maxPriorityFeePerGas } = written;
  const whole = (value: unknown): bigint => BigInt(String(value));
  if (typeof data !== "string" || !(to === undefined || typeof to === "string")) throw new TypeError("no transaction");
  return {
    ...(to === undefined ? {} : { to }),
    data,
    gas: whole(gas),
    chainId: whole(chainId),
    nonce: Number(whole(nonce)),
    maxFeePerGas: whole(maxFeePerGas),
    maxPriorityFeePerGas: whole(maxPriorityFeePerGas),
  };
}
