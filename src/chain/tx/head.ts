import { number } from "../rpc/answers.ts";
import type { RpcClient } from "../rpc/rpc.ts";

/** The number of the newest block. */
export async function headOf(rpc: RpcClient): Promise<number> {
  return number(await rpc.request("eth_blockNumber"), "eth_blockNumber");
}
