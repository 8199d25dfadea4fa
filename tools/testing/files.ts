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

export type MochaSuite = "contracts" | "commands" | "sdk" | "package" | "browser";

/**
 * The mocha test files, each in exactly one suite. `package` and `browser` are separate, because they need a package
 * registry and a browser.
 */
export function testFiles(): Record<MochaSuite, readonly string[]> {
  const files = globSync(TESTS)
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
  const packed = files.filter((file) => file.startsWith("test/package/"));
  const browser = files.filter((file) => file.startsWith("test/browser/"));
  const others = files.filter((file) => !packed.includes(file) && !browser.includes(file));
  const contracts = others.filter((file) => importsHardhat(file));
  const rest = others.filter((file) => !contracts.includes(file));
  const commands = rest.filter((file) => file.startsWith("test/scripts/"));
  return { contracts, commands, sdk: rest.filter((file) => !commands.includes(file)), package: packed, browser };
}

/** Test files with properties that report their number of runs (test/support/often.ts), except those of the tools. */
export const propertyFiles = (): readonly string[] =>
  globSync(TESTS)
    .filter((file) => !file.startsWith("test/tools/"))
    .filter((file) => readFileSync(file, "utf8").includes('/support/often.ts"'))
    .sort();
