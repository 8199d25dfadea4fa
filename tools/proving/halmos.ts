import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { PythonTool } from "../venv.ts";
import type { Property } from "./compile.ts";

export const HALMOS: PythonTool = { name: "halmos", package: "halmos", version: "0.3.3", python: "3.11" };

/** Proofs hold within these bounds (docs/proved.md). */
const BOUNDS = [
  ["--loop", "20"],
  // Each further entry repeats the same step, from whatever state the registry is in then.
  ["--default-array-lengths", "1"],
  // The length of a compressed key, and so of every text.
  ["--default-bytes-lengths", "33"],
  ["--solver-timeout-assertion", "600s"],
  // The default of one millisecond is too short on a busy machine; then impossible paths are explored too.
  ["--solver-timeout-branching", "50ms"],
].flat();

const LONGEST_MS = 20 * 60_000;

export interface ProofResult {
  /** `unknown`: it timed out, every path reverted, or Halmos could not follow one. `reached`: see reach.ts. */
  readonly result: "proved" | "refuted" | "unknown" | "reached";
  readonly seconds: number;
  /** Halmos' output. */
  readonly output: string;
}

interface Result {
  readonly exitcode: number;
  readonly num_bounded_loops: number;
}

/**
 * Asks Halmos about one property.
 *
 * @param bin The folder of Halmos (install). @param folder The folder of the compiled proofs. @param all Whether to
 * find every counterexample; otherwise one is enough.
 */
export function prove(bin: string, folder: string, { contract, name }: Property, all = false): Promise<ProofResult> {
  const json = join(resolve(folder), `${contract}.${name}.json`);
  rmSync(json, { force: true });
  const what = ["--root", folder, "--contract", contract, "--match-test", `^check_${name}\\(`, "--json-output", json];
  const options = ["--no-status", ...BOUNDS, ...(all ? [] : ["--early-exit"])];
  const env = { ...process.env, PATH: [programsIn(folder), resolve(bin), process.env.PATH].join(delimiter) };
  const began = Date.now();
  return new Promise((done) => {
    const child = spawn(join(bin, "halmos"), [...what, ...options], { env, timeout: LONGEST_MS });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(String(text)));
    child.on("error", (error) => said.push(String(error)));
    child.on("close", () => {
      const output = said.join("");
      done({ result: resultOf(json, output), seconds: (Date.now() - began) / 1000, output });
    });
  });
}

/** Halmos writes no JSON for a counterexample. If it cut a loop short, nothing is proved. */
function resultOf(json: string, output: string): ProofResult["result"] {
  if (!existsSync(json)) return output.includes("Counterexample") ? "refuted" : "unknown";
  const report: { readonly test_results: Readonly<Record<string, readonly Result[]>> } = JSON.parse(
    readFileSync(json, "utf8"),
  );
  const results = Object.values(report.test_results).flat();
  const [only] = results;
  if (results.length !== 1 || only === undefined) return "unknown";
  if (only.exitcode === 0) return only.num_bounded_loops === 0 ? "proved" : "unknown";
  return only.exitcode === 1 ? "refuted" : "unknown";
}

/** Halmos calls forge to compile; everything is compiled already. */
const FORGE = "exit 0";

/**
 * For properties that request it (`@custom:halmos`): yices is fast, but takes minutes for a few questions that z3
 * answers at once.
 */
const ONE_OR_OTHER = `answer=$(ulimit -t 5; yices-smt2 --smt2-model-format --bvconst-in-decimal "$1" 2>/dev/null)
case $answer in *sat*) echo "$answer" ;; *) exec z3 "$1" ;; esac`;

/** A folder of programs for Halmos' PATH. */
function programsIn(folder: string): string {
  const bin = join(resolve(folder), "bin");
  mkdirSync(bin, { recursive: true });
  for (const [name, script] of Object.entries({ forge: FORGE, "one-or-other": ONE_OR_OTHER })) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}
