import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Judgement } from "./judgement.ts";

/** A verdict with its inputs: the mutant, and hashes of the sources and of the tests. */
export interface Entry extends Judgement {
  readonly id: string;
  readonly sources: string;
  readonly tests: string;
  /** The function it is in; used to order the tests. */
  readonly unit: string;
  readonly ms: number;
}

/** No entry for an empty or incomplete line. */
function entryOf(line: string): readonly Entry[] {
  try {
    return [JSON.parse(line) as Entry];
  } catch {
    return [];
  }
}

/** All verdicts on a contract's mutants, one a line, in an append-only file, so that a run may stop at any time. */
export class Journal {
  readonly #file: string;
  readonly #entries: Entry[];

  constructor(file: string) {
    this.#file = file;
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    this.#entries = lines.flatMap(entryOf);
  }

  /**
   * The verdict on a mutant of these sources, if it is still valid. A survivor is judged again when the tests have
   * changed; a killed mutant is not.
   */
  verdictOn(id: string, sources: string, tests: string): Entry | undefined {
    const entry = this.#entries.findLast((one) => one.id === id && one.sources === sources);
    const open = entry?.verdict === "survived" || entry?.verdict === "broken";
    return open && entry.tests !== tests ? undefined : entry;
  }

  write(entry: Entry): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    // On a line of its own, even after an incomplete line of a killed run.
    appendFileSync(this.#file, `\n${JSON.stringify(entry)}`);
    this.#entries.push(entry);
  }

  /**
   * A weight for each test that killed anything: very high if it killed this mutant before, otherwise by its kills in
   * the same function.
   */
  killers({ id, unit }: Pick<Entry, "id" | "unit">): ReadonlyMap<string, number> {
    const kills = new Map<string, number>();
    for (const { by, verdict, ...of } of this.#entries) {
      if (verdict !== "killed" || by === undefined) continue;
      const weight = of.id === id ? 1_000_000 : of.unit === unit ? 1_000 : 1;
      kills.set(by, (kills.get(by) ?? 0) + weight);
    }
    return kills;
  }
}
