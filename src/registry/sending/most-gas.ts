import type { ContractName } from "../contracts.ts";

/** Covers checking who may write, and the list's header. It is the same for one status and for a thousand words. */
const ONCE = 100_000n;
/** A fresh slot (EIP-2929: 22,100), its event, and its calldata without zero bytes. */
const PER_WORD = 27_000n;

/**
 * An upper bound for a write's gas, if its arguments determine one; otherwise undefined, and a node must estimate. An
 * estimate executes the call several times, and for a batch of thousands of statuses each execution takes a whole block
 * time.
 */
export function mostGasOf(contract: ContractName, method: string, args: readonly unknown[]): bigint | undefined {
  if (contract !== "StatusLists") return undefined;
  if (method === "setStatus") return ONCE + PER_WORD;
  const [, , words] = args;
  if (method === "setStatuses" && Array.isArray(words)) return ONCE + PER_WORD * BigInt(words.length);
  return undefined;
}
