/**
 * `npm run bench -- gas|verify|resolve|replica|proof|consortium|browser|cli [--json]`: measures, and compares with the
 * goals. `-- gas --snapshot` also writes the gas snapshot, which `npm test` checks.
 */
import { cpus, loadavg } from "node:os";
import { isDidimError } from "../src/public/index.ts";
import { FIGURES, type Measured, SUITES, type SuiteName } from "./figures.ts";
import { record, type Snapshot } from "./snapshot.ts";
import { table } from "./table.ts";

export type Suites = Readonly<Partial<Record<SuiteName, () => Promise<Measured>>>>;

export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Imported on demand, because each starts a chain. */
const MEASURED: Suites = {
  gas: async () => (await import("./gas.ts")).gas(),
  verify: async () => (await import("./verify.ts")).verify(),
  issue: async () => (await import("./issue.ts")).issue(),
  resolve: async () => (await import("./resolve.ts")).resolve(),
  replica: async () => (await import("./replica.ts")).replica(),
  proof: async () => (await import("./proof.ts")).proof(),
  consortium: async () => (await import("./consortium.ts")).consortium(),
  browser: async () => (await import("./browser.ts")).browser(),
  cli: async () => (await import("./cli.ts")).cli(),
};

// BSD's sysexits, as in the command line.
const USAGE = 64;
const UNAVAILABLE = 69;

const FLAGS = ["--json", "--snapshot"];

/**
 * Measures one suite and returns the exit code. With --json, standard output gets one JSON object and nothing else;
 * notes go to standard error. With --snapshot (for gas only), `keep` gets the results.
 */
export async function run(
  args: readonly string[],
  suites: Suites,
  { out, err }: Output,
  keep: (figures: Snapshot) => void = record,
): Promise<number> {
  const [name, ...others] = args.filter((arg) => !FLAGS.includes(arg));
  const suite = SUITES.find((known) => known === name);
  const measure = suite === undefined || others.length > 0 ? undefined : suites[suite];
  const snapshot = args.includes("--snapshot");
  if (suite === undefined || measure === undefined || (snapshot && suite !== "gas")) {
    err(`npm run bench -- ${Object.keys(suites).join("|")} [--json]; gas [--snapshot]\n`);
    return USAGE;
  }
  const measured = await measure().catch((error: unknown) => {
    if (isDidimError(error, "node.no-besu")) return error.message;
    throw error;
  });
  if (typeof measured === "string") {
    err(`${measured}\n`);
    return UNAVAILABLE;
  }
  if (snapshot) keep(measured.figures);
  if (args.includes("--json")) {
    out(`${JSON.stringify(measured.figures)}\n`);
    for (const note of measured.notes ?? []) err(`${note}\n`);
  } else out(`${report(suite, measured)}\n`);
  return 0;
}

function report(suite: SuiteName, { figures, notes = [] }: Measured): string {
  const load = loadavg().map((one) => one.toFixed(1));
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}, load ${load.join(" ")}`;
  const when = new Date().toISOString().slice(0, 16).replace("T", " ");
  return [`${when}Z, ${machine}`, "", table(FIGURES[suite], figures), ...notes.map((note) => `\n${note}`)].join("\n");
}

if (import.meta.main) {
  const [out, err] = [process.stdout, process.stderr].map((to) => (text: string) => void to.write(text));
  if (out && err) process.exitCode = await run(process.argv.slice(2), MEASURED, { out, err });
}
