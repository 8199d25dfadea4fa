import type { Deed } from "../../chain/tx/transaction.ts";
import type { Addresses } from "../addresses.ts";
import { CONTRACT_NAMES, type ContractName, INTERFACES } from "../contracts.ts";

/** What a transaction calls, as far as the contracts of a deployment tell. */
export interface Called {
  /** The contract of this deployment; null if it is none. */
  readonly contract: ContractName | null;
  /** The function's signature; null if that contract has none of this selector, or not with this data. */
  readonly function: string | null;
  /** Its arguments in order, as text. */
  readonly args: readonly string[];
}

/** Reads a call by the contracts that the addresses pin. */
export function calledBy({ contracts }: Addresses, { to, data }: Deed): Called {
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
