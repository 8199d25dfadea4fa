/** Runs solc in this process, because starting a process for each mutant would take too long. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import solc from "solc";
import type { Node } from "./ast.ts";

export interface Bytecode {
  readonly bytecode: string;
  readonly deployedBytecode: string;
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources?: Readonly<Record<string, { readonly ast: Node }>>;
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, CompiledContract>>>>;
}

interface CompiledContract {
  readonly evm: Record<"bytecode" | "deployedBytecode", { readonly object: string }>;
}

const kept = new Map<string, string>();

/** A source of the repository or of a package, by its import name. */
export function readSource(path: string): string {
  const text = kept.get(path) ?? readFileSync(path.startsWith("@") ? `node_modules/${path}` : path, "utf8");
  kept.set(path, text);
  return text;
}

function run(file: string, changed: ReadonlyMap<string, string>, settings: object): Output {
  const read = (path: string): string => changed.get(path) ?? readSource(path);
  const sources = { [file]: { content: read(file) } };
  const common = { evmVersion: "cancun", metadata: { appendCBOR: false, bytecodeHash: "none" } };
  const input = JSON.stringify({ language: "Solidity", sources, settings: { ...common, ...settings } });
  return JSON.parse(solc.compile(input, { import: (path: string) => ({ contents: read(path) }) })) as Output;
}

const mistakes = (output: Output): readonly string[] =>
  (output.errors ?? []).filter(({ severity }) => severity === "error").map((error) => error.formattedMessage);

/** The syntax trees of a file and of everything it imports, by path. */
export function syntaxOf(file: string): ReadonlyMap<string, Node> {
  const output = run(file, new Map(), { outputSelection: { "*": { "": ["ast"] } } });
  const [mistake] = mistakes(output);
  if (mistake !== undefined) throw new Error(mistake);
  return new Map(Object.entries(output.sources ?? {}).map(([path, { ast }]) => [path, ast]));
}

/**
 * A contract's code with some sources changed; undefined if they do not compile. Without the optimizer it takes a
 * quarter of the time; with it, equivalent mutants often give the same code.
 */
export function compile(
  file: string,
  contract: string,
  changed: ReadonlyMap<string, string>,
  optimize: boolean,
): Bytecode | undefined {
  const outputSelection = { [file]: { [contract]: ["evm.bytecode.object", "evm.deployedBytecode.object"] } };
  const output = run(file, changed, { optimizer: { enabled: optimize, runs: 1_000 }, outputSelection });
  const compiled = output.contracts?.[file]?.[contract]?.evm;
  if (mistakes(output).length > 0 || compiled === undefined) return undefined;
  return { bytecode: `0x${compiled.bytecode.object}`, deployedBytecode: `0x${compiled.deployedBytecode.object}` };
}

/** One hash over the texts of the files. */
export function hashOf(paths: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const path of [...paths].sort()) hash.update(path).update("\0").update(readSource(path)).update("\0");
  return hash.digest("hex").slice(0, 16);
}
