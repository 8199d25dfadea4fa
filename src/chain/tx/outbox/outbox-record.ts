import { Transaction as SignedTransaction } from "ethers";
import { DidimError } from "../../../errors/error.ts";
import { isUuid, type OutboxRecord } from "../../../stores/outbox.ts";
import type { Earlier, Pending, Transaction } from "../transaction.ts";

const FORMAT = "didim-pending/3";

/** The record's name. Two transactions with one nonce have two records. */
export function recordNameOf({ id, transaction }: Pending): string {
  return `${transaction.nonce}-${id}`;
}

export function writePending({ transaction, ...rest }: Pending): string {
  const numbers = Object.entries(transaction).map(([name, value]) => [
    name,
    typeof value === "bigint" ? value.toString() : value,
  ]);
  const content = { format: FORMAT, ...rest, transaction: Object.fromEntries(numbers) };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * Throws `registry.outbox` if the record is damaged, has another version, or does not match what the account signed.
 */
export function readPending({ text, location }: OutboxRecord, account: string): Pending {
  const pending = read(text, account);
  if (pending !== undefined) return pending;
  throw new DidimError(
    "registry.outbox",
    `${location} is damaged, was altered, or is of another version: a transaction that may be on its way can't be read. Look for it on the chain, then delete the file.`,
    { file: location },
  );
}

function read(text: string, account: string): Pending | undefined {
  try {
    const { format, transaction: written, ...rest } = JSON.parse(text) as Record<string, unknown>;
    const transaction = transactionOf(written as Record<string, unknown>);
    const pending = { ...rest, transaction } as Pending;
    const { id, owner, doing, since, at, block = 0 } = pending;
    const isForm = isUuid(id) && typeof doing === "string" && [since, at, block].every(Number.isSafeInteger);
    return format === FORMAT && isUuid(owner) && isForm ? asSigned(pending, account) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads what was signed from the signed bytes. Otherwise, whoever can write the file could put another call beside
 * them, to have it signed as a replacement or counted as done. What a remote signer signed cannot be verified here: see
 * transaction-status.ts and {@link Sender.settle}.
 * Throws if the bytes are no transaction, or are of another account or nonce.
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
