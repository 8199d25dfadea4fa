import { badAnswer, isRecord, number, quantity } from "../rpc/answers.ts";
import type { Rpc } from "../rpc/rpc.ts";
import type { Transaction } from "./transaction.ts";

const BLOCK = "eth_getBlockByNumber";
const HISTORY = "eth_feeHistory";

export type Fees = Pick<Transaction, "maxFeePerGas" | "maxPriorityFeePerGas">;

/**
 * On a chain without a gas price (Besu's `zeroBaseFee`, the local node) the fees are zero, so accounts need no funds.
 */
export async function feesOf(rpc: Rpc): Promise<Fees> {
  const base = await baseFeeOf(rpc);
  if (base === 0n) return { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n };
  const tip = BigInt(quantity(await rpc.request("eth_maxPriorityFeePerGas"), "eth_maxPriorityFeePerGas"));
  return { maxFeePerGas: 2n * base + tip, maxPriorityFeePerGas: tip };
}

/**
 * The newest block's base fee. If that is the first block, the next block's, as the node computes it: a first block has
 * the price of its genesis file, or the engine's default, whatever the chain's rule is.
 */
async function baseFeeOf(rpc: Rpc): Promise<bigint> {
  const block = await rpc.request(BLOCK, ["latest", false]);
  if (!isRecord(block)) throw badAnswer(BLOCK, "is no block");
  const base = BigInt(quantity(block.baseFeePerGas ?? "0x0", BLOCK));
  if (base === 0n || number(block.number, BLOCK) > 0) return base;
  const history = await rpc.request(HISTORY, ["0x1", "0x0", []]);
  const fees = isRecord(history) && Array.isArray(history.baseFeePerGas) ? (history.baseFeePerGas as unknown[]) : [];
  if (fees.length !== 2) throw badAnswer(HISTORY, "does not tell the price of the block after the first");
  return BigInt(quantity(fees[1], HISTORY));
}
