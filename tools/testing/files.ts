import { existsSync, globSync, readFileSync } from "node:fs";
import { posix } from "node:path";

const IMPORT = /^(?:import\b|export\b|\}).* from "([^"]+)"/gm;

/**
 * Whether a test file needs Hardhat: it imports hardhat itself, or through a fixture. A test that only talks to a node
 * started by test/support/ belongs to the SDK.
 */
export function importsHardhat(file: string, seen: Set<string> = new Set()): boolean {
  if (seen.has(file) || file.startsWith("test/support/") || !existsSync(file)) return false;
  seen.add(file);
  const specifiers = [...readFileSync(file, "utf8").matchAll(IMPORT)].map(([, specifier = ""]) => specifier);
  if (specifiers.includes("hardhat")) return true;
  const fixtures = specifiers.filter((specifier) => specifier.startsWith("."));
  return fixtures.some((specifier) => {
    const path = posix.join(posix.dirname(file), specifier);
    return path.startsWith("test/") && importsHardhat(path, seen);
  });
}

const TESTS = ["test/**/*.test.ts", "examples/**/*.test.ts"];

export type MochaSuite = "contracts" | "commands" | "sdk" | "package" | "recipes" | "browser";

/** Suites that need a package registry or a browser, each with a folder of its own. */
const APART = ["package", "recipes", "browser"] as const;

/** The mocha test files, each in exactly one suite. */
export function testFiles(): Record<MochaSuite, readonly string[]> {
  const files = globSync(TESTS)
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
  const [packed = [], recipes = [], browser = []] = APART.map((name) =>
    files.filter((file) => file.startsWith(`test/${name}/`)),
  );
  const others = files.filter((file) => ![...packed, ...recipes, ...browser].includes(file));
  const contracts = others.filter((file) => importsHardhat(file));
  const rest = others.filter((file) => !contracts.includes(file));
  const commands = rest.filter((file) => file.startsWith("test/scripts/"));
  const sdk = rest.filter((file) => !commands.includes(file));
  return { contracts, commands, sdk, package: packed, recipes, browser };
}

/** Test files with properties that report their number of runs (test/support/often.ts), except those of the tools. */
export const propertyFiles = (): readonly string[] =>
  globSync(TESTS)
    .filter((file) => !file.startsWith("test/tools/"))
    .filter((file) => readFileSync(file, "utf8").includes('/support/often.ts"'))
    .sort();
