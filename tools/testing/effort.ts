/**
 * Sets how many runs random tests make, and counts them. `npm run campaign` runs the ordinary tests with more runs and
 * another seed, by these environment variables. hardhat.config.ts reads the first two for the Solidity tests.
 */
import { appendFileSync } from "node:fs";

/** A factor for the ordinary number of runs. */
export const EFFORT = "DIDIM_EFFORT";
/** 32 bits. Without it, mocha's properties use a new seed each time, and Solidity's always the same one. */
export const SEED = "DIDIM_SEED";
/** The file for counts, one a line. */
export const TALLY = "DIDIM_TALLY";

/** How many cases of something were tried. */
export interface Count {
  readonly what: string;
  readonly tried: number;
}

export function count(counted: Count): void {
  const file = process.env[TALLY];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(counted)}\n`);
}

/** The sums of counts with the same description. */
export function total(counts: readonly Count[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { what, tried } of counts) sums.set(what, (sums.get(what) ?? 0) + tried);
  return sums;
}
