import { ZERO_ADDRESS } from "../../did/address.ts";
import type { Receipt } from "../../registry/sending/receipt.ts";
import { didOf, type Owner } from "./key-records.ts";

export interface OpenListOptions {
  /** The list's number: 0 to 2^32 − 1. */
  readonly list: number;
  /** For how many credentials: a multiple of 128, at most 2^31. */
  readonly capacity: number;
  /** The address of an account that may only suspend and reinstate. Default: nobody. */
  readonly operator?: string;
}

/** A change of a list's header. */
export interface ListChanged {
  /** The DID of the list's issuer. */
  readonly issuer: string;
  readonly list: number;
  readonly receipt: Receipt;
}

export async function openList(
  owner: Owner,
  { list, capacity, operator = ZERO_ADDRESS }: OpenListOptions,
): Promise<ListChanged> {
  const receipt = await owner.registry.statuses.openList(owner.identity, list, capacity, operator);
  return { issuer: didOf(owner), list, receipt };
}

export async function extendList(
  owner: Owner,
  { list, capacity }: Pick<OpenListOptions, "list" | "capacity">,
): Promise<ListChanged> {
  const receipt = await owner.registry.statuses.extendList(owner.identity, list, capacity);
  return { issuer: didOf(owner), list, receipt };
}

/** @param operator The account's address; null removes the present one. */
export async function setOperator(owner: Owner, list: number, operator: string | null): Promise<ListChanged> {
  const receipt = await owner.registry.statuses.setOperator(owner.identity, list, operator ?? ZERO_ADDRESS);
  return { issuer: didOf(owner), list, receipt };
}
