import { badAnswer, hex, isRecord, number, toQuantity } from "../rpc/answers.ts";
import { isNoState } from "../rpc/errors/known-errors.ts";
import { RpcError } from "../rpc/node.ts";
import type { RpcClient } from "../rpc/rpc.ts";
import { headOf } from "./head.ts";

/** A transaction in a block. Hashes, addresses and data in lower-case 0x-hex. */
export interface FoundTransaction {
  readonly hash: string;
  /** Absent if the transaction creates a contract. */
  readonly to: string | undefined;
  readonly data: string;
}

/** Every node keeps the states of this many recent blocks, even a node that lags a little. */
const BLOCKS_KEPT = 48;
/** How many blocks are read one by one at most. The transaction is usually in one of the first. */
const MAX_BLOCKS = 1_000;
const COUNT = "eth_getTransactionCount";

/** The oldest block, from `since` on, whose state the node has. Throws `facts.*`. */
export async function oldestState(rpc: RpcClient, account: string, since: number): Promise<number> {
  try {
    await nextAt(rpc, account, since);
    return since;
  } catch (error) {
    if (!(error instanceof RpcError && isNoState(error))) throw error;
    return Math.max(since, (await headOf(rpc)) - BLOCKS_KEPT);
  }
}

/**
 * The account's transaction with this nonce; undefined if no block has one; "before" if the nonce was used in block
 * `since` or earlier. The node must have the states from `since` on. Throws `facts.*`.
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

/** {@link findByNonce} for a nonce that is known to be unused as of block `since`. Throws `facts.*`. */
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

/**
 * {@link findByNonce} without reading state, for a nonce used in block `used` or earlier. Undefined if that would mean
 * more than {@link MAX_BLOCKS} blocks. Throws `facts.*`.
 */
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
