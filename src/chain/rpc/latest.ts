import { type Call, NO_STATE, RpcError, type RpcResult } from "./node.ts";

/** Where a method takes the block as of which it answers. */
export const BLOCK_AT: Readonly<Record<string, number>> = {
  eth_call: 1,
  eth_getCode: 1,
  eth_getBalance: 1,
  eth_getTransactionCount: 1,
  eth_getStorageAt: 2,
  eth_getProof: 2,
};

const BLOCK = "eth_getBlockByNumber";
const NO_WORLD_STATE = "the node has no world state of that block";
const NO_LATEST = "the node names no newest block: block not found";

/** Whether it asks about the newest block, of which there always is one. */
export function isOfLatest({ method, params }: Call): boolean {
  if (method === BLOCK) return params[0] === "latest";
  const at = BLOCK_AT[method];
  return at !== undefined && ["latest", "pending"].includes(String(params[at] ?? "latest"));
}

/** Besu answers null where it has a block, and its state not yet or no more: by the execution APIs a state is never null, nor is the newest block. */
export function withoutNull(call: Call, reply: RpcResult): RpcResult {
  if ("error" in reply || reply.result !== null) return reply;
  if (call.method in BLOCK_AT) return { error: new RpcError(-32000, NO_WORLD_STATE, undefined) };
  return isOfLatest(call) ? { error: new RpcError(-32000, NO_LATEST, undefined) } : reply;
}

/** Whether a node had nothing to tell of its newest block. Besu is so for a moment now and then, while it takes a block in: whoever asks again is told. */
export function lacksLatest(call: Call, reply: RpcResult): boolean {
  return "error" in reply && isOfLatest(call) && NO_STATE.test(reply.error.message);
}
