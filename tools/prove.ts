/**
 * `npm run prove`: proves the core properties of the registries with Halmos, over all inputs and all states; see
 * docs/proved.md. It also checks that *any call* in them really is any: see proving/reach.ts. `-- --only Status`
 * selects properties whose name contains that text. `-- --self-test` plants a bug against each property, which must be
 * refuted. Exit code 3: Halmos cannot be installed.
 */
import { readFileSync } from "node:fs";
import { optionsOf } from "../scripts/lib/terminal/options.ts";
import { compile, PROOFS, type Property } from "./proving/compile.ts";
import { HALMOS, type ProofResult, prove } from "./proving/halmos.ts";
import { checkAllAreReached, reach } from "./proving/reach.ts";
import { slipAgainst } from "./proving/slips.ts";
import { closingLine, type Failure, writeReport } from "./testing/report.ts";
import { install } from "./venv.ts";

const FOLDER = ".tools/proofs";
const AT_ONCE = 2;

/** A question about a property, and the expected result. */
interface Task {
  readonly property: Property;
  readonly expected: Exclude<ProofResult["result"], "unknown">;
  readonly ask: () => Promise<ProofResult>;
}

const { only = "", selfTest } = optionsOf(
  { options: { only: { type: "string" }, "self-test": { type: "boolean" } } },
  "npm run prove -- [--only TEXT] [--self-test]",
  ({ values: { only, "self-test": selfTest } }) => ({ only, selfTest }),
);
const bin = install(HALMOS);

const isChosen = (name: string): boolean => name.includes(only);

/** Compiles lazily, so that the first properties are proved while later ones compile. */
function* tasks(): Generator<Task> {
  for (const proofs of PROOFS) {
    const file = proofs.slice("proofs/".length, -".sol".length);
    const names = [...readFileSync(proofs, "utf8").matchAll(/function check_(\w+)/g)].map(([, name]) => name);
    if (!names.some((name) => isChosen(`${file} ${name}`))) continue;
    const folder = `${FOLDER}/${file}`;
    for (const property of compile(folder, proofs).filter(({ name }) => isChosen(`${file} ${name}`))) {
      if (selfTest) yield withSlip(property);
      else yield* asItIs(property, folder);
    }
  }
}

function* asItIs(property: Property, folder: string): Generator<Task> {
  yield { property, expected: "proved", ask: () => prove(bin, folder, property) };
  if (property.reaches === undefined) return;
  yield { property, expected: "reached", ask: () => reach(bin, `${FOLDER}/reach/${property.name}`, property) };
}

function withSlip(property: Property): Task {
  const folder = `${FOLDER}/slips/${property.name}`;
  compile(folder, property.file, [slipAgainst(property)]);
  return { property, expected: "refuted", ask: () => prove(bin, folder, property) };
}

function show({ property, expected }: Task, { result, seconds, output }: ProofResult): void {
  const name = property.name.replaceAll("__", "'").replaceAll("_", " ");
  const remark = {
    proved: "",
    refuted: " (with a bug planted)",
    reached: `: under what it assumes, each function of ${property.reaches} goes through`,
  }[expected];
  console.log(`${result.padEnd(8)} ${seconds.toFixed(0).padStart(4)} s  ${name}${remark}`);
  if (expected === "proved") console.log(`                 ${property.meaning}`);
  if (result !== expected) console.log(output);
}

let passed = 0;
const failures: Failure[] = [];

async function work(waiting: Generator<Task>): Promise<void> {
  for (let next = waiting.next(); !next.done; next = waiting.next()) {
    const task = next.value;
    const answer = await task.ask();
    show(task, answer);
    if (answer.result === task.expected) passed += 1;
    else failures.push({ title: task.property.name, message: `${answer.result}, not ${task.expected}` });
  }
}

checkAllAreReached();
const waiting = tasks();
await Promise.all(Array.from({ length: AT_ONCE }, () => work(waiting)));
if (passed + failures.length === 0)
  failures.push({ title: "(all)", message: "no property was tried: nothing matches" });
writeReport({ passed, failures, skipped: [] });
console.log(closingLine({ passed, failed: failures.length, skipped: 0 }));
process.exitCode = failures.length === 0 ? 0 : 1;
