import type { Figure, Goal } from "./figures.ts";

type Values = Readonly<Record<string, number>>;

export interface Judged {
  /** In words; empty if there is no goal. */
  readonly goal: string;
  /** Absent if there is no goal, or if the figure to compare with was not measured. */
  readonly met?: boolean;
}

/** Whether a figure reaches its goal. */
export function judge(value: number, goal: Goal | undefined, all: Values): Judged {
  if (goal === undefined) return { goal: "" };
  if ("atMost" in goal) return { goal: `≤ ${shown(goal.atMost)}`, met: value <= goal.atMost };
  if ("noLess" in goal) return { goal: `≥ ${shown(goal.noLess)}`, met: value >= goal.noLess };
  const { said, of, holds } = comparison(value, goal);
  const other = all[of];
  return other === undefined ? { goal: said } : { goal: said, met: holds(other) };
}

type Comparison = { readonly said: string; readonly of: string; readonly holds: (other: number) => boolean };

function comparison(
  value: number,
  goal: Exclude<Goal, { readonly atMost: number } | { readonly noLess: number }>,
): Comparison {
  if ("times" in goal) {
    const { times: of, atLeast } = goal;
    return { of, said: `≥ ${atLeast} × ${short(of)}`, holds: (other) => value >= atLeast * other };
  }
  if ("ours" in goal) {
    const { ours: of, beatenBy } = goal;
    return { of, said: `${short(of)} ≥ ${beatenBy} × this`, holds: (other) => other >= beatenBy * value };
  }
  const { sameAs: of, within } = goal;
  return { of, said: `${short(of)} ± ${within * 100}%`, holds: (other) => Math.abs(value - other) <= within * other };
}

const HEADER = ["figure", "what", "measured", "goal", "", "floor", "peer"] as const;

/** A Markdown table that is also readable on a screen. Figures that were not measured have no line. */
export function table(figures: readonly Figure[], values: Values): string {
  const rows = figures.flatMap((figure) => {
    const value = values[figure.id];
    return value === undefined ? [] : [row(figure, value, values)];
  });
  const widths = HEADER.map((title, i) => Math.max(3, title.length, ...rows.map((cells) => cells[i]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(HEADER), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function row({ id, what, goal, floor, peer, ratioTo }: Figure, value: number, all: Values): readonly string[] {
  const judged = judge(value, goal, all);
  const met = judged.met === undefined ? "" : judged.met ? "met" : "MISSED";
  const base = floor ?? (ratioTo === undefined ? undefined : all[ratioTo]);
  return [
    `\`${id}\``,
    what,
    shown(value),
    judged.goal,
    met,
    base === undefined ? "" : `× ${ratio(value / base)}`,
    beside(peer, value, all),
  ];
}

/** The peer, its figure, and our figure as a multiple of it. */
function beside(peer: Figure["peer"], value: number, all: Values): string {
  const [name, measured] = peer ?? [];
  const theirs = typeof measured === "string" ? all[measured] : measured;
  return theirs === undefined ? "" : `${name} ${shown(theirs)}, × ${ratio(value / theirs)}`;
}

function ratio(value: number): string {
  if (value >= 10) return value.toFixed(0);
  return value >= 0.1 ? value.toFixed(2) : String(Number(value.toPrecision(2)));
}

/** Rounded to an integer with commas; small numbers with two decimals. */
export function shown(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 2;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

function short(id: string): string {
  return id
    .split(".")
    .slice(1)
    .join(".")
    .replace(/\.perSecond$/, "");
}
