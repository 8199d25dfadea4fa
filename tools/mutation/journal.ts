import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Judgement } from "./judgement.ts";

/** A verdict, and what it was about: a mutant of sources with these texts, judged by tests with those. */
export interface Entry extends Judgement {
  readonly id: string;
  readonly sources: string;
  readonly tests: string;
  /** The function it was in, for the order of the tests. */
  readonly unit: string;
  readonly ms: number;
}

/** None in an empty line, nor in half a line. */
function entryOf(line: string): readonly Entry[] {
  try {
    return [JSON.parse(line) as Entry];
  } catch {
    return [];
  }
}

/** All verdicts so far on a contract's mutants, one a line, in a file that only grows: a run may stop at any time. */
export class Journal {
  readonly #file: string;
  readonly #entries: Entry[];

  constructor(file: string) {
    this.#file = file;
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    this.#entries = lines.flatMap(entryOf);
  }

  /**
   * The verdict on a mutant of these sources, if it still holds: what survived is judged again when the tests have changed, what
   * a test killed is not.
   */
  verdictOn(id: string, sources: string, tests: string): Entry | undefined {
    const entry = this.#entries.findLast((one) => one.id === id && one.sources === sources);
    const open = entry?.verdict === "survived" || entry?.verdict === "broken";
    return open && entry.tests !== tests ? undefined : entry;
  }

  write(entry: Entry): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    // On a line of its own, whatever half a line a run that was killed has left.
    appendFileSync(this.#file, `\n${JSON.stringify(entry)}`);
    this.#entries.push(entry);
  }

  /** How much each test that killed anything counts: by far most if it killed this mutant before, then by kills in its function. */
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
