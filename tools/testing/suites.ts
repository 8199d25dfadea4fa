import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type MochaSuite, testFiles } from "./files.ts";

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const MOCHA = fileURLToPath(new URL("../../node_modules/mocha/bin/mocha.js", import.meta.url));

/** A test runner with a process of its own. `command`: Node's arguments; undefined if the suite has no files. */
export interface Suite {
  readonly name: string;
  readonly about: string;
  readonly command: (grep: string | undefined) => readonly string[] | undefined;
}

function mocha(suite: MochaSuite) {
  return (grep: string | undefined): readonly string[] | undefined => {
    const files = testFiles()[suite];
    if (files.length === 0) return undefined;
    return [MOCHA, ...(grep === undefined ? [] : ["--grep", grep]), ...files];
  };
}

function solidity(grep: string | undefined): readonly string[] | undefined {
  if (globSync("test/invariants/**/*.sol").length === 0) return undefined;
  return [script("solidity.ts"), ...(grep === undefined ? [] : [grep])];
}

/** In starting order, the longest first. */
export const SUITES: readonly Suite[] = [
  { name: "commands", about: "scripts/, each command as a person runs it", command: mocha("commands") },
  { name: "contracts", about: "the registries, on Hardhat's chain", command: mocha("contracts") },
  { name: "invariants", about: "fuzz and invariant tests in Solidity", command: solidity },
  { name: "sdk", about: "src/ and examples/", command: mocha("sdk") },
];

/**
 * Not part of `npm test`: two install the packed SDK into fresh projects, which needs a package registry; the third needs
 * a browser.
 */
export const ON_DEMAND: readonly Suite[] = [
  { name: "package", about: "the packed SDK in a fresh project", command: mocha("package") },
  { name: "recipes", about: "pages of docs/, done as they say", command: mocha("recipes") },
  { name: "browser", about: "wallet and gate in Chromium", command: mocha("browser") },
];
