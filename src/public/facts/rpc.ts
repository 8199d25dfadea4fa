/** Facts from a node: one `eth_call` as of one block. No logic. */
export { createRpcFacts, type PinnedBlock, type RpcFactsOptions } from "../../facts/rpc/rpc.ts";
