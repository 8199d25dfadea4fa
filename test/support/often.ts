import fc from "fast-check";
import { count, EFFORT, SEED } from "../../tools/testing/effort.ts";

/** So many of something, and many times more in a campaign. */
export const effortOf = (number: number): number => number * Number(process.env[EFFORT] ?? 1);

/** Parameters of a property that is tried so many times, and many times more in a campaign, which counts what was tried. */
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
