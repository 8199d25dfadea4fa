import { isNoState } from "./errors/known-errors.ts";
import { type Call, RpcError, type RpcResult } from "./node.ts";

/** For each method, the index of the parameter that names the block. */
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

/** Whether the call concerns the newest block, which always exists. */
export function isOfLatest({ method, params }: Call): boolean {
  if (method === BLOCK) return params[0] === "latest";
  const at = BLOCK_AT[method];
  return at !== undefined && ["latest", "pending"].includes(String(params[at] ?? "latest"));
}

/**
 * Turns a null result into an error. Besu answers null where it has a block but does not have its state yet, or no
 * longer. The execution APIs never allow null for state, nor for the newest block.
 */
export function withoutNull(call: Call, reply: RpcResult): RpcResult {
  if ("error" in reply || reply.result !== null) return reply;
  if (call.method in BLOCK_AT) return { error: new RpcError(-32000, NO_WORLD_STATE, undefined) };
  return isOfLatest(call) ? { error: new RpcError(-32000, NO_LATEST, undefined) } : reply;
}

/**
 * Whether a node could not report its newest block. Besu fails so for a moment while it imports a block; asking again
 * helps.
 */
export function lacksLatest(call: Call, reply: RpcResult): boolean {
  return "error" in reply && isOfLatest(call) && isNoState(reply.error);
}
