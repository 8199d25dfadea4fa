import type { ContractName } from "../contracts.ts";

/** The registries that are asked who may write, and the list's header: the same for one status and for a thousand words. */
const ONCE = 100_000n;
/** A fresh word (EIP-2929: 22,100), its event, and its calldata where no byte of it is 0. */
const PER_WORD = 27_000n;

/**
 * The gas that a write takes at most, where its arguments say it; otherwise undefined, and a node has to estimate. An estimate costs the
 * node several executions; of a batch of thousands of statuses, each of them takes as long as a block has.
 */
export function mostGasOf(contract: ContractName, method: string, args: readonly unknown[]): bigint | undefined {
  if (contract !== "StatusLists") return undefined;
  if (method === "setStatus") return ONCE + PER_WORD;
  const [, , words] = args;
  if (method === "setStatuses" && Array.isArray(words)) return ONCE + PER_WORD * BigInt(words.length);
  return undefined;
}
