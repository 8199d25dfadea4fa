import { isRecord, number, quantity } from "../answers.ts";
import type { Asks, Rpc } from "../rpc.ts";
import type { Transaction } from "./transaction.ts";

// What a transaction has to know of the present to be signed.

const ASK_MS = 5_000;

/** On a chain without a gas price (Besu's `zeroBaseFee`, the local node) nothing is offered, so that accounts need no funds. */
export async function feesOf(rpc: Rpc): Promise<Pick<Transaction, "maxFeePerGas" | "maxPriorityFeePerGas">> {
  const block = await rpc.request("eth_getBlockByNumber", ["latest", false]);
  const { baseFeePerGas = "0x0" } = isRecord(block) ? block : {};
  const base = BigInt(quantity(baseFeePerGas, "eth_getBlockByNumber"));
  if (base === 0n) return { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n };
  const tip = BigInt(quantity(await rpc.request("eth_maxPriorityFeePerGas"), "eth_maxPriorityFeePerGas"));
  return { maxFeePerGas: 2n * base + tip, maxPriorityFeePerGas: tip };
}

export async function headOf(rpc: Asks): Promise<number> {
  return number(await rpc.request("eth_blockNumber"), "eth_blockNumber");
}

/**
 * The nonce after those that are in blocks or wait to be. What waits differs from node to node: where `agree` must agree, it is the
 * highest that so many nodes have reached, so that a single one can't make it too high.
 */
export async function nextNonceOf(rpc: Rpc, account: string): Promise<number> {
  const [method, params] = ["eth_getTransactionCount", [account, "pending"]];
  if (rpc.agree === 1) return number(await rpc.request(method, params), method);
  const answers = rpc.nodes.map(async (node) => {
    try {
      return [number(await node.request(method, params, AbortSignal.timeout(ASK_MS)), method)];
    } catch {
      return [];
    }
  });
  const highest = (await Promise.all(answers)).flat().sort((one, other) => other - one);
  return highest[rpc.agree - 1] ?? number(await rpc.request(method, [account, "latest"]), method);
}
