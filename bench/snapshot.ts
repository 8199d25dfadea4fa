import { readFileSync, writeFileSync } from "node:fs";

/** The gas of each figure of `npm run bench -- gas`, to the last unit: its diff shows what a change costs. */
export const SNAPSHOT = "snapshots/gas.json";
export const RENEW = "npm run bench -- gas --snapshot";

export type Snapshot = Readonly<Record<string, number>>;

/** What {@link SNAPSHOT} says. */
export function recorded(): Snapshot {
  return JSON.parse(readFileSync(SNAPSHOT, "utf8"));
}

/** Writes {@link SNAPSHOT} anew. */
export function record(figures: Snapshot): void {
  writeFileSync(SNAPSHOT, `${JSON.stringify(figures, null, 2)}\n`);
}

/** What differs, a line a figure; among them what is new and what is no longer measured. Nothing where the two are the same. */
export function differences(before: Snapshot, after: Snapshot): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((id) => {
    const difference = told(before[id], after[id]);
    return difference === undefined ? [] : [`${id}: ${difference}`];
  });
}

function told(before: number | undefined, after: number | undefined): string | undefined {
  if (before === undefined) return `new, ${after}`;
  if (after === undefined) return `${before}, and no longer measured`;
  const change = after - before;
  return change === 0 ? undefined : `${before} → ${after} (${change > 0 ? "+" : ""}${change})`;
}
