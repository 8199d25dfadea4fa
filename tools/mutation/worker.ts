/**
 * A process that judges mutants. It loads Hardhat, its chain and the tests once; for each mutant only the contract's
 * code changes. It answers over the channel of `fork`; the parent kills it when it stops answering.
 */
import hre from "hardhat";
import { steadyClock } from "./clock.ts";
import { type Bytecode, compile } from "./compiler.ts";
import { listen, statementsOf, telling } from "./hits.ts";
import type { Judged, Judgement, Order, Ready, Tried } from "./judgement.ts";
import { TARGETS, type Target } from "./targets.ts";
import { loadTests, runTests } from "./tests.ts";

// A transaction's gas limit ends every loop. So whatever takes longer has gone wrong, however busy the machine is.
const PATIENCE_MS = 10 * 60_000;

const target = targetOf(process.argv[2]);
const { file, contract } = target;

function targetOf(name: string | undefined): Target {
  const found = TARGETS.find((one) => one.contract === name);
  if (found === undefined) throw new Error(`no target ${name}`);
  return found;
}

// Unoptimized, a registry may exceed the usual limits of code size and block gas. The gas limit stays finite, so that
// every loop ends.
const local = hre.config.networks.local;
if (local?.type === "edr-simulated") {
  Object.assign(local, { allowUnlimitedContractSize: true, blockGasLimit: 60_000_000n });
}
const heard = listen(hre);
const { networkHelpers, provider } = await hre.network.getOrCreate("local");
steadyClock(provider);

let code: Bytecode;
const readArtifact = hre.artifacts.readArtifact.bind(hre.artifacts);
hre.artifacts.readArtifact = async (name) => {
  const artifact = await readArtifact(name);
  return artifact.contractName === contract && artifact.sourceName === file ? { ...artifact, ...code } : artifact;
};

// After a mutant has failed a test, the test's other promises may reject unhandled. Without this, solc's own listener
// would throw.
process.removeAllListeners("unhandledRejection").on("unhandledRejection", () => undefined);

const tests = await loadTests(target.tests);
const byTitle = new Map(tests.map((test) => [test.fullTitle(), test]));
const original = compiled(false);
const optimized = compiled(true);

function compiled(optimize: boolean, changed: ReadonlyMap<string, string> = new Map()): Bytecode {
  const made = compile(file, contract, changed, optimize);
  if (made === undefined) throw new Error(`${file} does not compile`);
  return made;
}

const same = (a: Bytecode, b: Bytecode): boolean =>
  a.bytecode === b.bytecode && a.deployedBytecode === b.deployedBytecode;

/** Runs tests against a code, on the chain in its initial state. */
async function against(tried: Bytecode, titles: Iterable<string>): ReturnType<typeof runTests> {
  code = tried;
  networkHelpers.clearSnapshots();
  const beginning = await networkHelpers.takeSnapshot();
  const run = await runTests(
    [...titles].flatMap((title) => byTitle.get(title) ?? []),
    PATIENCE_MS,
  );
  await beginning.restore();
  return run;
}

/**
 * Runs each test by itself with its fixture, and records the statements it runs. A test that fails under recording
 * counts as running all of them.
 */
async function overhear(titles: Iterable<string>): Promise<readonly Tried[]> {
  const statements = statementsOf(target);
  const overheard = compiled(false, telling(statements));
  const tried: Tried[] = [];
  for (const title of titles) {
    heard.clear();
    const start = Date.now();
    const { failed } = await against(overheard, [title]);
    tried.push({ title, ms: Date.now() - start, statements: [...(failed === undefined ? heard : statements.keys())] });
  }
  return tried;
}

async function judge({ changed, tests: titles }: Order): Promise<Judgement> {
  const sources = new Map(Object.entries(changed));
  const mutant = compile(file, contract, sources, false);
  if (mutant === undefined) return { verdict: "invalid" };
  if (same(mutant, original)) return { verdict: "equivalent" };
  const { failed, endless } = await against(mutant, titles);
  if (endless) return { verdict: "timeout", by: failed ?? "" };
  if (failed !== undefined) return { verdict: "killed", by: failed };
  return { verdict: same(compiled(true, sources), optimized) ? "equivalent" : "survived" };
}

function send(message: Ready | Judged): void {
  process.send?.(message);
}

process.on("message", (order: Order) => {
  judge(order).then(
    (judgement) => send({ id: order.id, ...judgement }),
    (error: unknown) => send({ id: order.id, verdict: "broken", by: String(error) }),
  );
});

process.on("disconnect", () => process.exit());

const { failed } = await against(original, byTitle.keys());
const tried = failed === undefined ? await overhear(byTitle.keys()) : [];
send({ ready: true, tried, ...(failed === undefined ? {} : { failed }) });
