import type { LocalChain } from "../lib/network/local-chain.ts";

/** What the tour needs of the chain that it is told on. */
export interface TourChain
  extends Pick<LocalChain, "url" | "addresses" | "accounts" | "as" | "now" | "advanceTime" | "decide" | "stop"> {
  /** How many seats the council has. */
  readonly seats: number;
  /** The last step of the types' names: a type is registered once, and a lasting chain may have heard the story before. */
  readonly edition: string;
}

/** The local chain: a day passes when it is told to. */
export function onLocalChain(chain: LocalChain): TourChain {
  return { ...chain, seats: chain.parameters.members.length, edition: "1" };
}
