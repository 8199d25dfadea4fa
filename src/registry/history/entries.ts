import type { ContractName } from "../contracts.ts";
import type { Page, PageOptions } from "../listing/listed.ts";

/** Who sent a transaction, and for whom. Addresses are lower case. */
export interface Actor {
  /** The account that sent the transaction. */
  readonly account: string;
  /** The contract that the account called, if it is none of the registries: for example one where several must agree. */
  readonly through?: string;
  /** The DID that acted, if the events say so. */
  readonly did?: string;
  /** The decision of the council that the transaction executed. */
  readonly proposal?: NamedProposal;
}

export interface NamedProposal {
  readonly id: string;
  /** The proposer's own text: untrusted, and not checked against what was decided. */
  readonly description: string;
}

/**
 * One thing that a transaction did: an event of a registry, with its parameters as plain values. DIDs are whole, other
 * addresses lower case, times in seconds since 1970; a zero address is left out. Texts are untrusted.
 *
 * Statuses are counted: one `StatusesChanged` for each list, with `issuer`, `list`, and how many statuses became each
 * value: `valid`, `invalid`, `suspended`, `applicationSpecific`.
 */
export interface Change {
  readonly contract: ContractName;
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Present if the contract did not have its name in the Directory at that time, or was distrusted: nobody goes by it. */
  readonly inForce?: false;
}

/** A transaction that changed something about the subject. */
export interface HistoryEntry {
  readonly block: number;
  /** The block's time, in seconds since 1970. */
  readonly time: number;
  readonly transaction: string;
  readonly by: Actor;
  /** In the order of the events. */
  readonly changes: readonly Change[];
}

/** A contract that has, or had, a name in the Directory: a history reads all of them. */
export interface ReadContract {
  readonly name: ContractName;
  readonly address: string;
  /** Its term [from, until), in seconds since 1970; absent if the Directory does not have it. */
  readonly from?: number;
  readonly until?: number;
  readonly distrusted: boolean;
}

export interface History extends Page {
  /** Newest first; each transaction once. */
  readonly entries: readonly HistoryEntry[];
  /** Contracts that were replaced, and those in their place; empty if none was. */
  readonly replaced: readonly ReadContract[];
}

export type HistoryOptions = PageOptions;
