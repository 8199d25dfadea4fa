/**
 * A process that judges mutants: Hardhat, its chain and the tests are loaded once, and for each mutant only the contract's
 * code changes. It answers over the channel of `fork`; whoever started it ends it when it answers no more.
 */
import hre from "hardhat";
import { steadyClock } from "./clock.ts";
import { type Bytecode, compile } from "./compiler.ts";
import type { Judged, Judgement, Order, Ready } from "./judgement.ts";
import { TARGETS } from "./targets.ts";
import { loadTests, runTests } from "./tests.ts";

// A transaction's gas ends every loop: what takes so long has gone wrong, however busy the machine is.
const PATIENCE_MS = 10 * 60_000;

const target = TARGETS.find(({ contract }) => contract === process.argv[2]);
if (target === undefined) throw new Error(`no target ${process.argv[2]}`);
const { file, contract } = target;

// Unoptimized, a registry may be larger than a block takes.
const local = hre.config.networks.local;
if (local?.type === "edr-simulated") Object.assign(local, { allowUnlimitedContractSize: true });
const { networkHelpers, provider } = await hre.network.getOrCreate("local");
steadyClock(provider);

let code: Bytecode;
const readArtifact = hre.artifacts.readArtifact.bind(hre.artifacts);
hre.artifacts.readArtifact = async (name) => {
  const artifact = await readArtifact(name);
  return artifact.contractName === contract && artifact.sourceName === file ? { ...artifact, ...code } : artifact;
};

// Once a mutant has failed a test, what else the test had asked for fails unheard. Without this, solc's own listener throws.
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

/** Runs the tests against a code, on the chain as it was in the beginning. */
async function against(tried: Bytecode, order: readonly string[]): ReturnType<typeof runTests> {
  code = tried;
  networkHelpers.clearSnapshots();
  const beginning = await networkHelpers.takeSnapshot();
  const first = order.flatMap((title) => byTitle.get(title) ?? []);
  const run = await runTests([...new Set([...first, ...tests])], PATIENCE_MS);
  await beginning.restore();
  return run;
}

async function judge({ changed, order }: Order): Promise<Judgement> {
  const sources = new Map(Object.entries(changed));
  const mutant = compile(file, contract, sources, false);
  if (mutant === undefined) return { verdict: "invalid" };
  if (same(mutant, original)) return { verdict: "equivalent" };
  const { failed, endless } = await against(mutant, order);
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

const { failed, durations } = await against(original, []);
send({ ready: true, durations: [...durations], ...(failed === undefined ? {} : { failed }) });
