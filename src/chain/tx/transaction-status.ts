import { badAnswer, hex, isRecord, number, quantity } from "../rpc/answers.ts";
import type { Node } from "../rpc/node.ts";
import type { Rpc, RpcClient } from "../rpc/rpc.ts";
import { findByNonce, findByNonceInBlocks, oldestState } from "./by-nonce.ts";
import { callsOf, hashesOf, isSameCall, type Pending, type TransactionCall } from "./transaction.ts";

/** A well-formed receipt, as the node gave it. */
export interface RawReceipt {
  readonly hash: string;
  readonly succeeded: boolean;
  readonly block: number;
  readonly blockHash: string;
  readonly gasUsed: bigint;
  readonly logs: readonly { readonly address: string; readonly topics: readonly string[]; readonly data: string }[];
}

/** A receipt, and which call was executed: after a replacement it may be either. */
export interface Executed extends RawReceipt {
  readonly call: TransactionCall;
}

/** `lost`: a block has another transaction with its nonce, so it can never be executed. */
export type TransactionStatus =
  | { readonly is: "mined"; readonly receipt: Executed }
  | { readonly is: "lost" }
  | { readonly is: "open" };

const LOOK_MS = 5_000;

/** The receipt of a transaction; undefined if it is in no block. Throws `facts.*`. */
export async function receiptOf(rpc: RpcClient, hash: string): Promise<RawReceipt | undefined> {
  return parse(await rpc.request("eth_getTransactionReceipt", [hash]), hash);
}

/**
 * The receipt of the transaction, or of one it replaced, whichever is in a block: they share one nonce. Throws
 * `facts.*`.
 */
export async function executedOf(rpc: RpcClient, pending: Pending, account: string): Promise<Executed | undefined> {
  const { nonce } = pending.transaction;
  for (const { hash, raw, to, data } of callsOf(pending)) {
    const receipt = hash === undefined ? undefined : await receiptOf(rpc, hash);
    if (receipt === undefined) continue;
    const call = { to, data };
    // A remote signer's transaction is known only from the outbox. The chain tells what it really did.
    const isIt = raw !== undefined || (await isCallOf(rpc, receipt.hash, { account, nonce, call }));
    if (isIt) return { ...receipt, call };
  }
  return undefined;
}

/** Whether the transaction with this hash is in a block, is the account's with this nonce, and makes this call. */
async function isCallOf(
  rpc: RpcClient,
  hash: string,
  { account, nonce, call }: { readonly account: string; readonly nonce: number; readonly call: TransactionCall },
): Promise<boolean> {
  const method = "eth_getTransactionByHash";
  const found = await rpc.request(method, [hash]);
  if (!isRecord(found)) return false;
  const to = found.to === null || found.to === undefined ? undefined : hex(found.to, method, 20);
  const isOurs = hex(found.from, method, 20) === account.toLowerCase() && number(found.nonce, method) === nonce;
  return isOurs && isSameCall({ to, data: hex(found.input, method) }, call);
}

/**
 * Asks every node. A transaction is lost only if at least `agree` nodes show another one with its nonce: mistaking a
 * live transaction for lost would send twice. The other nodes do not count: they lag, or they lie.
 */
export async function transactionStatus(pending: Pending, account: string, rpc: Rpc): Promise<TransactionStatus> {
  // A remote signer that is asked again may sign other bytes; only the nonce stays the same.
  if (pending.hash === undefined || pending.raw === undefined) return statusByNonce(pending, account, rpc);
  const looks = await Promise.all(rpc.nodes.map((node) => look(node, account, pending)));
  const mined = looks.find((one) => one?.is === "mined");
  // In a quorum one node's receipt is not enough; receiptOf reads it from the quorum.
  if (mined !== undefined && rpc.agree === 1) return mined;
  return { is: looks.filter((one) => one?.is === "lost").length >= rpc.agree ? "lost" : "open" };
}

/**
 * One node's answer; undefined if it has none. Reads the nonce before the receipt: in the other order the transaction
 * could be mined in between.
 */
async function look(node: Node, account: string, sent: Pending): Promise<TransactionStatus | undefined> {
  try {
    const asked = withinTime(node);
    const next = number(await asked.request("eth_getTransactionCount", [account, "latest"]), "eth_getTransactionCount");
    const receipt = await executedOf(asked, sent, account);
    if (receipt !== undefined) return { is: "mined", receipt };
    const isTaken = next > sent.transaction.nonce;
    return { is: isTaken && (await isTakenByAnother(withinTime(node), account, sent)) ? "lost" : "open" };
  } catch {
    return undefined;
  }
}

function withinTime(node: Node): RpcClient {
  const signal = AbortSignal.timeout(LOOK_MS);
  return { request: (method, params = []) => node.request(method, params, signal) };
}

/** For a used nonce. A missing receipt may only mean that the node lags, or that two nodes share an address. */
async function isTakenByAnother(rpc: RpcClient, account: string, sent: Pending): Promise<boolean> {
  // If this transaction had used the nonce before the oldest state the node keeps, the node would have its receipt.
  const from = await oldestState(rpc, account, sent.since);
  const taker = await findByNonce(rpc, account, sent.transaction.nonce, from);
  return taker === "before" || (taker !== undefined && !hashesOf(sent).includes(taker.hash));
}

/**
 * For a transaction that only the remote signer knows: the account's transaction with this nonce, if it makes the same
 * call.
 */
async function statusByNonce(pending: Pending, account: string, rpc: Rpc): Promise<TransactionStatus> {
  const { transaction, since, others = [] } = pending;
  try {
    const { nonce } = transaction;
    const from = await oldestState(rpc, account, since);
    const taker = await findByNonce(rpc, account, nonce, from);
    const found =
      taker === "before" && from > since ? await findByNonceInBlocks(rpc, account, nonce, since, from) : taker;
    if (found === undefined) return { is: "open" };
    if (found === "before" || others.includes(found.hash)) return { is: "lost" };
    const call = { to: found.to, data: found.data };
    if (!callsOf(pending).some((one) => isSameCall(one, call))) return { is: "lost" };
    const receipt = await receiptOf(rpc, found.hash);
    return receipt === undefined ? { is: "open" } : { is: "mined", receipt: { ...receipt, call } };
  } catch {
    return { is: "open" };
  }
}

function parse(answer: unknown, hash: string): RawReceipt | undefined {
  if (answer === null) return undefined;
  const method = "eth_getTransactionReceipt";
  if (!isRecord(answer) || !Array.isArray(answer.logs)) throw badAnswer(method, "is no receipt");
  if (hex(answer.transactionHash, method, 32) !== hash) throw badAnswer(method, "is another transaction's receipt");
  return {
    hash,
    succeeded: number(answer.status, method) === 1,
    block: number(answer.blockNumber, method),
    blockHash: hex(answer.blockHash, method, 32),
    gasUsed: BigInt(quantity(answer.gasUsed, method)),
    logs: answer.logs.map((log) => parseLog(log, method)),
  };
}

function parseLog(log: unknown, method: string): RawReceipt["logs"][number] {
  if (!isRecord(log) || !Array.isArray(log.topics)) throw badAnswer(method, "holds something that is no log");
  const topics = log.topics.map((topic) => hex(topic, method, 32));
  return { address: hex(log.address, method, 20), topics, data: hex(log.data, method) };
}
