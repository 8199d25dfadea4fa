import type { TransactionCall } from "../../chain/tx/transaction.ts";
import type { Addresses } from "../addresses.ts";
import { CONTRACT_NAMES, type ContractName, INTERFACES } from "../contracts.ts";

/** What a transaction calls, as far as the deployment's contracts tell. */
export interface Called {
  /** The contract of this deployment; null if it is none. */
  readonly contract: ContractName | null;
  /** The function's signature; null if the contract has none with this selector, or if the data do not match. */
  readonly function: string | null;
  /** The arguments in order, as text. */
  readonly args: readonly string[];
}

/** Decodes a call, given the addresses file's contracts. */
export function calledBy({ contracts }: Addresses, { to, data }: TransactionCall): Called {
  const contract = CONTRACT_NAMES.find((name) => contracts[name].address === to?.toLowerCase()) ?? null;
  const call = contract === null ? null : parsed(contract, data);
  if (call === null) return { contract, function: null, args: [] };
  return { contract, function: call.signature, args: call.args.toArray(true).map(textOf) };
}

function parsed(contract: ContractName, data: string) {
  try {
    return INTERFACES[contract].parseTransaction({ data });
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string => (Array.isArray(value) ? `[${value.map(textOf).join(", ")}]` : String(value));
