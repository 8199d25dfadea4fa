/**
 * How hard random tests try, and what they tried: `npm run campaign` runs the tests of every day with more runs and another seed, by
 * these environment variables. hardhat.config.ts reads the first two for the Solidity tests.
 */
import { appendFileSync } from "node:fs";

/** So many times the runs of every day. */
export const EFFORT = "DIDIM_EFFORT";
/** 32 bits; without it, mocha's properties take a new one each time, Solidity's always the same. */
export const SEED = "DIDIM_SEED";
/** The file that counts go to, one a line. */
export const TALLY = "DIDIM_TALLY";

/** So many of something were tried. */
export interface Count {
  readonly what: string;
  readonly tried: number;
}

export function count(counted: Count): void {
  const file = process.env[TALLY];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(counted)}\n`);
}

/** Sums counts by what was counted. */
export function total(counts: readonly Count[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { what, tried } of counts) sums.set(what, (sums.get(what) ?? 0) + tried);
  return sums;
}
