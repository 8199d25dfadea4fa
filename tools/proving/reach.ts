/**
 * Checks that *any call* really is any: a proof says nothing about a function that no path reaches, or that Halmos
 * leaves out. So each state-changing function of a contract must succeed on some path, under the assumptions of the
 * property whose `@custom:reaches` names the contract.
 */
import { globSync, readFileSync } from "node:fs";
import { type Artifact, compile, type Property } from "./compile.ts";
import type { Edit } from "./edits.ts";
import { type ProofResult, prove } from "./halmos.ts";

/**
 * Functions that *any call* leaves out. They only execute others, and docs/proved.md says why that weakens no proof.
 */
const LEFT_OUT = ["multicall", "relay"];

const CALL = "(done,) = target.call(data);";

/** Turns every successful path of a call into a counterexample, which names the selector. */
const TELLS: Edit = {
  file: "proofs/Symbolic.sol",
  asItIs: CALL,
  asRead: `${CALL}
        if (done) {
            vm.assume(svm.createUint256("reached") == uint32(bytes4(data)));
            assert(false);
        }`,
};

/** Throws if proofs call a contract by *any call* and no property checks that all its functions are reached. */
export function checkAllAreReached(): void {
  const sources = globSync("proofs/*.sol").map((file) => readFileSync(file, "utf8"));
  const names = (pattern: RegExp) =>
    sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
  const shown = new Set(names(/@custom:reaches (\w+)/g));
  const called = new Set(names(/(?:_anyCall\([^;]*|createCalldata\()"(\w+)"/g));
  const missing = [...called].filter((name) => !shown.has(name));
  if (missing.length > 0) throw new Error(`no property has @custom:reaches ${missing.join(", ")}`);
}

/** @param folder Where it is compiled to. @param property A property with `reaches`. */
export async function reach(bin: string, folder: string, property: Property): Promise<ProofResult> {
  const { reaches: contract = "" } = property;
  compile(folder, property.file, [TELLS]);
  const { seconds, output } = await prove(bin, folder, property, true);
  const selectors = [...output.matchAll(/halmos_reached_uint256_\w+ = 0x([0-9a-f]+)/g)];
  const reached = new Set(selectors.map(([, selector = ""]) => selector.padStart(8, "0")));
  const missing = functionsOf(folder, contract).filter(([, selector]) => !reached.has(selector));
  if (missing.length === 0) return { result: "reached", seconds, output };
  const names = missing.map(([signature]) => signature).join(", ");
  return { result: "unknown", seconds, output: `${output}\nno path reaches, of ${contract}: ${names}` };
}

/** Signature and selector of the state-changing functions. */
function functionsOf(folder: string, contract: string): readonly (readonly [string, string])[] {
  const { abi, methodIdentifiers }: Artifact = JSON.parse(
    readFileSync(`${folder}/out/${contract}.sol/${contract}.json`, "utf8"),
  );
  const changing = abi.filter(({ stateMutability: is }) => is === "nonpayable" || is === "payable");
  const names = new Set(changing.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name ?? "")));
  return Object.entries(methodIdentifiers).filter(([signature]) => names.has(signature.split("(", 1)[0]));
}
