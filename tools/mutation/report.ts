import { existsSync, readFileSync } from "node:fs";
import type { Verdict } from "./judgement.ts";
import type { Mutant } from "./mutants.ts";

export const EXPLANATIONS = "docs/mutation.md";
/** Percent of the mutants that the tests must detect. */
export const GOAL = 95;

export interface Result {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

export interface Score {
  readonly killed: number;
  readonly survived: number;
  readonly equivalent: number;
  /** Percent of killed mutants among those that can be killed. */
  readonly percent: number;
}

/** A mutant whose tests do not end counts as killed. Equivalent and invalid mutants do not count. */
export function score(results: readonly Result[]): Score {
  const count = (...verdicts: Verdict[]): number => results.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const [killed, survived] = [count("killed", "timeout"), count("survived", "broken")];
  const percent = killed + survived === 0 ? 0 : (100 * killed) / (killed + survived);
  return { killed, survived, equivalent: count("equivalent"), percent };
}

const row = (name: string, { killed, survived, equivalent, percent }: Score): string =>
  `| ${name} | ${killed + survived} | ${killed} | ${survived} | ${equivalent} | ${percent.toFixed(1)}% |`;

/** A Markdown table with a line for each file and one for the total. */
export function table(contract: string, results: readonly Result[]): string {
  const files = [...new Set(results.map(({ mutant }) => mutant.path))];
  const rows = files.map((path) =>
    row(
      path.slice(path.lastIndexOf("/") + 1, -".sol".length),
      score(results.filter(({ mutant }) => mutant.path === path)),
    ),
  );
  const head = ["| file | mutants | killed | survived | same code | score |", "| --- | --- | --- | --- | --- | --- |"];
  return [...head, ...rows, row(`**${contract}**, all`, score(results))].join("\n");
}

export function describe({ id, operator, path, line, unit, before, after }: Mutant): string {
  return `${id}  ${path}:${line}  ${unit}  (${operator})\n  - ${before}\n  + ${after}`;
}

/** Survivors that the page of explanations does not name. */
export function unexplained(results: readonly Result[]): readonly Mutant[] {
  const page = existsSync(EXPLANATIONS) ? readFileSync(EXPLANATIONS, "utf8") : "";
  return survivors(results).filter(({ id }) => !page.includes(`\`${id}\``));
}

export const survivors = (results: readonly Result[]): readonly Mutant[] =>
  results.flatMap(({ mutant, verdict }) => (verdict === "survived" || verdict === "broken" ? [mutant] : []));
