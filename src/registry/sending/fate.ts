import { badAnswer, hex, isRecord, number, quantity, toQuantity } from "../answers.ts";
import { NO_STATE, type Node, RpcError } from "../node.ts";
import type { Asks, Rpc } from "../rpc.ts";
import { type FoundTransaction, transactionByNonce } from "./by-nonce.ts";
import { headOf } from "./now.ts";
import type { Pending } from "./transaction.ts";

/** A receipt as the node gave it, well-formed. */
export interface RawReceipt {
  readonly hash: string;
  readonly succeeded: boolean;
  readonly block: number;
  readonly blockHash: string;
  readonly gasUsed: bigint;
  readonly logs: readonly { readonly address: string; readonly topics: readonly string[]; readonly data: string }[];
}

/** What became of a transaction. `lost`: another one has its nonce, in a block: it can never be executed. */
export type Fate =
  | { readonly is: "mined"; readonly receipt: RawReceipt }
  | { readonly is: "lost" }
  | { readonly is: "open" };

const LOOK_MS = 5_000;
/** Any node has the states of so many blocks. */
const BLOCKS_KEPT = 64;

/** The receipt of a transaction, if it is in a block. Throws `facts.*`. */
export async function receiptOf(rpc: Asks, hash: string): Promise<RawReceipt | undefined> {
  return parse(await rpc.request("eth_getTransactionReceipt", [hash]), hash);
}

/**
 * Asks every node. Lost it is only if at least `agree` of the nodes say that another has its nonce, none of them knows it, and no node
 * says otherwise: whoever took a transaction for lost that is not would send twice.
 */
export async function fateOf(pending: Pending, account: string, rpc: Rpc): Promise<Fate> {
  const { hash } = pending;
  // Whoever signs anew what it was asked for once more may sign it otherwise: its nonce is what stays.
  if (hash === undefined || pending.raw === undefined) return fateByNonce(pending, account, rpc);
  const looks = await Promise.all(rpc.nodes.map((node) => look(node, account, { ...pending, hash })));
  const mined = looks.find((one) => one?.is === "mined");
  // Where several must agree, one receipt is only a reason not to give up: it is read by receiptOf.
  if (mined !== undefined) return rpc.agree > 1 ? { is: "open" } : mined;
  const count = (is: Fate["is"]): number => looks.filter((one) => one?.is === is).length;
  return { is: count("lost") >= rpc.agree && count("open") === 0 ? "lost" : "open" };
}

/** One node's word; undefined if it has none. First the nonce, then the receipt: the other way round it could be mined in between. */
async function look(node: Node, account: string, sent: Pending & { readonly hash: string }): Promise<Fate | undefined> {
  try {
    const asked = withinTime(node);
    const next = number(await asked.request("eth_getTransactionCount", [account, "latest"]), "eth_getTransactionCount");
    const receipt = await receiptOf(asked, sent.hash);
    if (receipt !== undefined) return { is: "mined", receipt };
    const isTaken = next > sent.transaction.nonce;
    return { is: isTaken && (await isTakenByAnother(withinTime(node), account, sent)) ? "lost" : "open" };
  } catch {
    return undefined;
  }
}

function withinTime(node: Node): Asks {
  const signal = AbortSignal.timeout(LOOK_MS);
  return { request: (method, params = []) => node.request(method, params, signal) };
}

/** Of a nonce that is taken: not to know a receipt may mean to be late, or to be two nodes behind one address. */
async function isTakenByAnother(rpc: Asks, account: string, { hash, transaction, since }: Pending): Promise<boolean> {
  try {
    const taker = await takerOf(rpc, account, transaction.nonce, since);
    return taker === "before" || (taker !== undefined && taker.hash !== hash);
  } catch (error) {
    if (!(error instanceof RpcError && NO_STATE.test(error.message))) throw error;
    // One that keeps no states of then can't say who it was.
    return (await headOf(rpc)) > since + BLOCKS_KEPT;
  }
}

/** Who has the nonce; "before": somebody who took it, up to the block `since`, while it was given out here. */
async function takerOf(
  rpc: Asks,
  account: string,
  nonce: number,
  since: number,
): Promise<FoundTransaction | "before" | undefined> {
  const method = "eth_getTransactionCount";
  const next = number(await rpc.request(method, [account, toQuantity(since)]), method);
  return next > nonce ? "before" : transactionByNonce(rpc, account, nonce, since);
}

/** Of a transaction that only the remote signer knows: whichever of the account has that nonce, if it does the same. */
async function fateByNonce({ transaction, since }: Pending, account: string, rpc: Rpc): Promise<Fate> {
  const found = await takerOf(rpc, account, transaction.nonce, since).catch(() => undefined);
  if (found === undefined) return { is: "open" };
  if (found === "before" || found.to !== transaction.to?.toLowerCase() || found.data !== transaction.data.toLowerCase())
    return { is: "lost" };
  const receipt = await receiptOf(rpc, found.hash).catch(() => undefined);
  return receipt === undefined ? { is: "open" } : { is: "mined", receipt };
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
