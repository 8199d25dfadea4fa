import { badAnswer, hex, isRecord, number, toQuantity } from "../answers.ts";
import type { Asks } from "../rpc.ts";

/** A transaction in a block. Lower-case 0x-hex. */
export interface FoundTransaction {
  readonly hash: string;
  /** Absent: it made a contract. */
  readonly to: string | undefined;
  readonly data: string;
}

/**
 * The transaction of an account with a nonce; undefined if none is in a block. The node must have the states since.
 *
 * @param since A block in which the nonce was not used yet.
 * Throws `facts.*`.
 */
export async function transactionByNonce(
  rpc: Asks,
  account: string,
  nonce: number,
  since: number,
): Promise<FoundTransaction | undefined> {
  const method = "eth_getTransactionCount";
  const isUsedAt = async (block: string): Promise<boolean> =>
    number(await rpc.request(method, [account, block]), method) > nonce;
  let [before, at] = [since, number(await rpc.request("eth_blockNumber"), "eth_blockNumber")];
  if (!(await isUsedAt(toQuantity(at)))) return undefined;
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (await isUsedAt(toQuantity(middle))) at = middle;
    else before = middle;
  }
  return inBlock(await rpc.request("eth_getBlockByNumber", [toQuantity(at), true]), account, nonce);
}

function inBlock(block: unknown, account: string, nonce: number): FoundTransaction {
  const method = "eth_getBlockByNumber";
  const all: readonly unknown[] = isRecord(block) && Array.isArray(block.transactions) ? block.transactions : [];
  const isIt = (one: Record<string, unknown>): boolean =>
    hex(one.from, method, 20) === account.toLowerCase() && number(one.nonce, method) === nonce;
  const found = all.filter(isRecord).find(isIt);
  if (found === undefined) throw badAnswer(method, "lacks a transaction that changed the account's nonce");
  const to = found.to === null || found.to === undefined ? undefined : hex(found.to, method, 20);
  return { hash: hex(found.hash, method, 32), to, data: hex(found.input, method) };
}
