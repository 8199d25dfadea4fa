/**
 * Compiles proofs, with everything they import, to the layout that Halmos reads, which is forge's:
 * `out/<File>.sol/<Contract>.json`.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import solc from "solc";
import { type Edit, edited, editsFor } from "./edits.ts";

/** The part of an artifact that is read again here. */
export interface Artifact {
  readonly abi: readonly { readonly name?: string; readonly stateMutability?: string }[];
  readonly methodIdentifiers: Readonly<Record<string, string>>;
}

type Methods<T> = Readonly<Record<string, T>>;

interface Contract {
  readonly abi: Artifact["abi"];
  readonly metadata: string;
  readonly userdoc: { readonly methods?: Methods<{ readonly notice?: string }> };
  readonly devdoc: { readonly methods?: Methods<{ readonly "custom:reaches"?: string }> };
  readonly evm: {
    readonly bytecode: object;
    readonly deployedBytecode: object;
    readonly methodIdentifiers: Artifact["methodIdentifiers"];
  };
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources: Readonly<Record<string, { readonly id: number; readonly ast: unknown }>>;
  readonly contracts: Readonly<Record<string, Readonly<Record<string, Contract>>>>;
}

/** A `check_` function in a file of proofs/. */
export interface Property {
  readonly file: string;
  readonly contract: string;
  /** Its name without `check_`. */
  readonly name: string;
  /** Its @notice: what it means for a citizen or an agency. */
  readonly meaning: string;
  /**
   * The contract all of whose functions must succeed under the property's assumptions: its @custom:reaches, see
   * reach.ts.
   */
  readonly reaches: string | undefined;
}

/** As in hardhat.config.ts, so that the proved code is the deployed code. */
const SETTINGS = {
  evmVersion: "cancun",
  optimizer: { enabled: true, runs: 1_000 },
  outputSelection: {
    "*": {
      "": ["ast"],
      "*": ["abi", "metadata", "userdoc", "devdoc", "evm.bytecode", "evm.deployedBytecode", "evm.methodIdentifiers"],
    },
  },
};

/** Replacements for sources that Halmos cannot execute; each says why. */
const STAND_INS = "proofs/stand-ins";

/** All files with properties, in order. */
export const PROOFS: readonly string[] = globSync("proofs/*.sol")
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => readFileSync(path, "utf8").includes("function check_"))
  .sort();

/**
 * @param folder Where `out/` goes. @param proofs One of {@link PROOFS}.
 * @param slips Further edits, after those with which each proof file is compiled.
 * @returns The properties in order. Throws if solc fails, or if an edit does not find its passage exactly once.
 */
export function compile(folder: string, proofs: string, slips: readonly Edit[] = []): readonly Property[] {
  const output = solidity(proofs, sources([...editsFor(proofs), ...slips]));
  rmSync(folder, { recursive: true, force: true });
  for (const [source, contracts] of Object.entries(output.contracts)) {
    const { id, ast } = output.sources[source] as Output["sources"][string];
    const place = join(folder, "out", basename(source));
    mkdirSync(place, { recursive: true });
    for (const [name, { abi, evm, metadata }] of Object.entries(contracts)) {
      const artifact = { abi, ...evm, metadata: JSON.parse(metadata || "{}"), ast, id };
      writeFileSync(join(place, `${name}.json`), JSON.stringify(artifact));
    }
  }
  return propertiesOf(proofs, output.contracts[proofs] ?? {});
}

/** The sources that differ from those in the repository. */
function sources(edits: readonly Edit[]): ReadonlyMap<string, string> {
  const standIns = globSync(`${STAND_INS}/**/*.sol`).map((file) => file.replaceAll("\\", "/"));
  const read = new Map(standIns.map((file) => [file.replace(STAND_INS, "contracts"), readFileSync(file, "utf8")]));
  for (const edit of edits) read.set(edit.file, edited(read.get(edit.file) ?? readFileSync(edit.file, "utf8"), edit));
  return read;
}

function solidity(proofs: string, changed: ReadonlyMap<string, string>): Output {
  const read = (path: string): string =>
    changed.get(path) ?? readFileSync(path.startsWith("@") ? `node_modules/${path}` : path, "utf8");
  const input = JSON.stringify({
    language: "Solidity",
    sources: { [proofs]: { content: read(proofs) } },
    settings: SETTINGS,
  });
  const output: Output = JSON.parse(solc.compile(input, { import: (path: string) => ({ contents: read(path) }) }));
  const mistake = output.errors?.find(({ severity }) => severity === "error");
  if (mistake !== undefined) throw new Error(mistake.formattedMessage);
  return output;
}

function propertiesOf(file: string, contracts: Readonly<Record<string, Contract>>): readonly Property[] {
  return Object.entries(contracts).flatMap(([contract, { evm, userdoc, devdoc }]) =>
    Object.keys(evm.methodIdentifiers)
      .filter((signature) => signature.startsWith("check_"))
      .map((signature) => {
        const meaning = userdoc.methods?.[signature]?.notice;
        if (meaning === undefined) throw new Error(`${contract}.${signature} has no @notice that says what it means`);
        const name = signature.slice("check_".length, signature.indexOf("("));
        return { file, contract, name, meaning, reaches: devdoc.methods?.[signature]?.["custom:reaches"] };
      }),
  );
}
