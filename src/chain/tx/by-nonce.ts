import { badAnswer, hex, isRecord, number, toQuantity } from "../rpc/answers.ts";
import { NO_STATE, RpcError } from "../rpc/node.ts";
import type { RpcClient } from "../rpc/rpc.ts";
import { headOf } from "./head.ts";

/** A transaction in a block. Lower-case 0x-hex. */
export interface FoundTransaction {
  readonly hash: string;
  /** Absent: it made a contract. */
  readonly to: string | undefined;
  readonly data: string;
}

/** Any node has the states of so many blocks, even one that is somewhat late. */
const BLOCKS_KEPT = 48;
/** Blocks that are read one by one: what is signed is in one of the next, as a rule. */
const MAX_BLOCKS = 1_000;
const COUNT = "eth_getTransactionCount";

/** The oldest block, from `since` on, of which the node has the state. Throws `facts.*`. */
export async function oldestState(rpc: RpcClient, account: string, since: number): Promise<number> {
  try {
    await nextAt(rpc, account, since);
    return since;
  } catch (error) {
    if (!(error instanceof RpcError && NO_STATE.test(error.message))) throw error;
    return Math.max(since, (await headOf(rpc)) - BLOCKS_KEPT);
  }
}

/**
 * The transaction of an account with a nonce; undefined if none is in a block; "before" if it was used up to the block `since`. The
 * node must have the states since. Throws `facts.*`.
 */
export async function findByNonce(
  rpc: RpcClient,
  account: string,
  nonce: number,
  since: number,
): Promise<FoundTransaction | "before" | undefined> {
  const isUsedAt = async (block: number): Promise<boolean> => (await nextAt(rpc, account, block)) > nonce;
  if (await isUsedAt(since)) return "before";
  let [before, at] = [since, await headOf(rpc)];
  if (!(await isUsedAt(at))) return undefined;
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (await isUsedAt(middle)) at = middle;
    else before = middle;
  }
  const found = inBlock(await blockAt(rpc, at), account, nonce);
  if (found === undefined) throw badAnswer(BLOCK, "lacks a transaction that changed the account's nonce");
  return found;
}

/** {@link findByNonce} a nonce that is known not to be used up to the block `since`. */
export async function transactionByNonce(
  rpc: RpcClient,
  account: string,
  nonce: number,
  since: number,
): Promise<FoundTransaction | undefined> {
  const taker = await findByNonce(rpc, account, nonce, since);
  if (taker !== "before") return taker;
  throw badAnswer(COUNT, "says that the nonce was used before");
}

/** {@link findByNonce} without any state, of a nonce that is used in a block up to `used`; undefined if that is too far to look. Throws `facts.*`. */
export async function findByNonceInBlocks(
  rpc: RpcClient,
  account: string,
  nonce: number,
  since: number,
  used: number,
): Promise<FoundTransaction | "before" | undefined> {
  for (let block = since + 1; block <= used; block++) {
    if (block > since + MAX_BLOCKS) return undefined;
    const found = inBlock(await blockAt(rpc, block), account, nonce);
    if (found !== undefined) return found;
  }
  return "before";
}

async function nextAt(rpc: RpcClient, account: string, block: number): Promise<number> {
  return number(await rpc.request(COUNT, [account, toQuantity(block)]), COUNT);
}

const BLOCK = "eth_getBlockByNumber";

async function blockAt(rpc: RpcClient, block: number): Promise<readonly unknown[]> {
  const found = await rpc.request(BLOCK, [toQuantity(block), true]);
  if (isRecord(found) && Array.isArray(found.transactions)) return found.transactions;
  throw badAnswer(BLOCK, "is no block");
}

function inBlock(transactions: readonly unknown[], account: string, nonce: number): FoundTransaction | undefined {
  const isIt = (one: Record<string, unknown>): boolean =>
    hex(one.from, BLOCK, 20) === account.toLowerCase() && number(one.nonce, BLOCK) === nonce;
  const found = transactions.filter(isRecord).find(isIt);
  if (found === undefined) return undefined;
  const to = found.to === null || found.to === undefined ? undefined : hex(found.to, BLOCK, 20);
  return { hash: hex(found.hash, BLOCK, 32), to, data: hex(found.input, BLOCK) };
}
