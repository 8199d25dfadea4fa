import fc from "fast-check";
import { count, EFFORT, SEED } from "../../tools/testing/effort.ts";

/** A number, multiplied in a campaign. */
export const effortOf = (number: number): number => number * Number(process.env[EFFORT] ?? 1);

/** The parameters of a property that makes this many runs, or many times more in a campaign, which also counts them. */
export function often<T>(runs: number, what: string): fc.Parameters<T> {
  const seed = process.env[SEED];
  return {
    numRuns: effortOf(runs),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    reporter(details) {
      count({ what, tried: details.numRuns });
      const cause = details.errorInstance;
      if (details.failed) throw new Error(`${fc.defaultReportMessage(details)}\n${cause}`, { cause });
    },
  };
}
