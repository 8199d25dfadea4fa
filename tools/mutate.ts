/**
 * `npm run mutate -- <contract> [--jobs N] [--minutes N] [--grep TEXT] [--again]`: mutation testing of a contract's
 * tests. Each mutant is the contract with one slip. If no test fails, the mutant survives, and docs/mutation.md must
 * say why. A run continues where the last one stopped.
 * --minutes: begin no more mutants after this time. --grep: only mutants whose id, file or function contains TEXT.
 * --again: judge again what has a verdict.
 */
import { globSync } from "node:fs";
import { setPriority } from "node:os";
import { optionsOf } from "../scripts/lib/terminal/options.ts";
import { Source } from "./mutation/ast.ts";
import { hashOf, readSource, syntaxOf } from "./mutation/compiler.ts";
import { statementOf, statementsOf } from "./mutation/hits.ts";
import { type Entry, Journal } from "./mutation/journal.ts";
import type { Ready, Tried } from "./mutation/judgement.ts";
import { type Mutant, mutantsOf } from "./mutation/mutants.ts";
import { Worker } from "./mutation/pool.ts";
import { describe, EXPLANATIONS, GOAL, type Result, score, survivors, table, unexplained } from "./mutation/report.ts";
import { TARGETS, type Target } from "./mutation/targets.ts";

const LOWEST_PRIORITY = 15;
const OPTIONS = {
  jobs: { type: "string", default: "1" },
  minutes: { type: "string", default: "Infinity" },
  grep: { type: "string", default: "" },
  again: { type: "boolean", default: false },
} as const;
const NAMES = TARGETS.map(({ contract }) => contract).join("|");
const USAGE = `npm run mutate -- ${NAMES} [--jobs N] [--minutes N] [--grep TEXT] [--again]`;

interface Hashes {
  readonly sources: string;
  readonly tests: string;
}

function hashes(target: Target): Hashes {
  const support = globSync("test/contracts/**/*.ts").filter((path) => !path.endsWith(".test.ts"));
  return { sources: hashOf(syntaxOf(target.file).keys()), tests: hashOf([...target.tests, ...support]) };
}

class Session {
  readonly #target: Target;
  readonly #hashes: Hashes;
  readonly #journal: Journal;
  readonly #statements: ReturnType<typeof statementsOf>;
  readonly #started = Date.now();
  #done = 0;

  constructor(target: Target) {
    this.#target = target;
    this.#hashes = hashes(target);
    this.#statements = statementsOf(target);
    this.#journal = new Journal(`.tools/mutation/${target.contract}.jsonl`);
  }

  known(mutant: Mutant): Entry | undefined {
    return this.#journal.verdictOn(mutant.id, this.#hashes.sources, this.#hashes.tests);
  }

  /**
   * Judges the mutants, `jobs` at once, in the order of their ids. Ids are hashes, so what is judged so far is always a
   * fair sample.
   */
  async judge(mutants: readonly Mutant[], jobs: number, minutes: number): Promise<void> {
    const waiting = [...mutants].sort((a, b) => (a.id < b.id ? -1 : 1));
    const next = () => (Date.now() - this.#started < minutes * 60_000 ? waiting.shift() : undefined);
    const work = async (): Promise<void> => {
      const worker = new Worker(this.#target.contract);
      for (let mutant = next(); mutant !== undefined; mutant = next()) {
        await this.#judgeOne(worker, mutant);
        this.#tell(mutant, waiting.length);
      }
      worker.end();
    };
    await Promise.all(Array.from({ length: jobs }, work));
  }

  async #judgeOne(worker: Worker, mutant: Mutant): Promise<void> {
    const tests = this.#order(mutant, await worker.ready());
    const source = new Source(mutant.path, readSource(mutant.path));
    const changed = { [mutant.path]: source.edited(mutant.edit) };
    const start = Date.now();
    const judgement = await worker.judge({ id: mutant.id, changed, tests });
    this.#journal.write({ ...judgement, id: mutant.id, unit: mutant.unit, ms: Date.now() - start, ...this.#hashes });
  }

  /** The tests that reach the mutant's statement, ordered by how likely they kill it for their time. */
  #order(mutant: Mutant, { tried }: Ready): readonly string[] {
    const statement = statementOf(this.#statements, mutant);
    const killers = this.#journal.killers(mutant);
    const promise = ({ title, ms }: Tried): number => ((killers.get(title) ?? 0) + 0.1) / ms;
    const tests = tried.filter(({ statements }) => statement === undefined || statements.includes(statement));
    return tests.sort((a, b) => promise(b) - promise(a)).map(({ title }) => title);
  }

  #tell(mutant: Mutant, left: number): void {
    this.#done += 1;
    const entry = this.known(mutant);
    if (entry?.verdict === "survived" || entry?.verdict === "broken") {
      console.log(`${entry.verdict}: ${describe(mutant)}${entry.by === undefined ? "" : `\n  ${entry.by}`}`);
    }
    if (this.#done % 25 > 0) return;
    const pace = (Date.now() - this.#started) / this.#done / 1000;
    console.log(`… ${this.#done} judged, ${left} left, ${pace.toFixed(1)} s each`);
  }
}

function conclude(target: Target, results: readonly Result[]): boolean {
  const open = unexplained(results);
  console.log(`\n${table(target.contract, results)}\n`);
  for (const mutant of survivors(results)) {
    console.log(`${open.includes(mutant) ? `not in ${EXPLANATIONS}` : "explained"}: ${describe(mutant)}`);
  }
  const { percent, survived } = score(results);
  console.log(
    `${target.contract}: ${percent.toFixed(1)}% (goal ${GOAL}%), ${open.length} of ${survived} survivors unexplained`,
  );
  return percent >= GOAL && open.length === 0;
}

async function mutate(args: readonly string[]): Promise<number> {
  const config = { args: [...args], allowPositionals: true, options: OPTIONS } as const;
  const { target, jobs, minutes, grep, again } = optionsOf(config, USAGE, ({ values, positionals }) => {
    const asked = { ...values, jobs: Number(values.jobs), minutes: Number(values.minutes) };
    const found = TARGETS.find(({ contract }) => contract === positionals.join());
    return found !== undefined && asked.jobs >= 1 && asked.minutes > 0 ? { ...asked, target: found } : undefined;
  });
  setPriority(LOWEST_PRIORITY);
  const mutants = mutantsOf(target).filter(({ id, path, unit }) =>
    [id, path, unit].some((text) => text.includes(grep)),
  );
  const session = new Session(target);
  const open = mutants.filter((mutant) => again || session.known(mutant) === undefined);
  console.log(
    `${target.contract}: ${mutants.length} mutants, ${open.length} to be judged by ${target.tests.length} files of tests`,
  );
  await session.judge(open, jobs, minutes);
  const results = mutants.flatMap((mutant): Result[] => {
    const verdict = session.known(mutant)?.verdict;
    return verdict === undefined ? [] : [{ mutant, verdict }];
  });
  const left = mutants.length - results.length;
  if (left > 0) console.log(`${results.length} of ${mutants.length} judged`);
  return conclude(target, results) && left === 0 ? 0 : 1;
}

process.exitCode = await mutate(process.argv.slice(2));
