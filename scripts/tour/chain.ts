import type { LocalChain } from "../lib/network/local-chain.ts";

/** What the tour needs of its chain. */
export interface TourChain
  extends Pick<LocalChain, "url" | "addresses" | "accounts" | "as" | "now" | "advanceTime" | "decide" | "stop"> {
  /** How many seats the council has. */
  readonly seats: number;
  /**
   * The last part of the types' names. A type can be registered only once, and the tour may have run on this chain
   * before.
   */
  readonly edition: string;
}

/** The local chain, on which the tour can advance time. */
export function onLocalChain(chain: LocalChain): TourChain {
  return { ...chain, seats: chain.parameters.members.length, edition: "1" };
}
