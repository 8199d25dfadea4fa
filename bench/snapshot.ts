import { readFileSync, writeFileSync } from "node:fs";

/** The exact gas of each figure of `npm run bench -- gas`; its diff shows what a change costs. */
export const SNAPSHOT = "snapshots/gas.json";
export const RENEW = "npm run bench -- gas --snapshot";

export type Snapshot = Readonly<Record<string, number>>;

export function recorded(): Snapshot {
  return JSON.parse(readFileSync(SNAPSHOT, "utf8"));
}

export function record(figures: Snapshot): void {
  writeFileSync(SNAPSHOT, `${JSON.stringify(figures, null, 2)}\n`);
}

/** The differences, a line for each figure, including new and removed ones. Empty if both are equal. */
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
