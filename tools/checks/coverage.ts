/**
 * `npm run coverage`: runs the contract tests with Hardhat's counters. Its lcov counts a line as covered only if every
 * statement on it ran, so 100% of lines is 100% of statements. Test doubles are left out (hardhat.config.ts), and so
 * are gas tests, because the counters cost gas.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { testFiles } from "../testing/files.ts";

const LCOV = "coverage/lcov.info";
const HARDHAT = "node_modules/hardhat/dist/src/cli.js";

export interface FileCoverage {
  readonly path: string;
  readonly lines: number;
  readonly uncovered: readonly number[];
}

/** Reads the records "SF:path", "DA:line,count" of an lcov tracefile. */
export function readLcov(text: string): readonly FileCoverage[] {
  return text
    .split("end_of_record")
    .filter((record) => record.includes("SF:"))
    .map((record) => {
      const path = /^SF:(.*)$/m.exec(record)?.[1] ?? "";
      const counts = [...record.matchAll(/^DA:(\d+),(\d+)/gm)].map(([, line, count]) => [Number(line), Number(count)]);
      const uncovered = counts.filter(([, count]) => count === 0).map(([line]) => line ?? 0);
      return { path, lines: counts.length, uncovered: uncovered.sort((a, b) => a - b) };
    });
}

/** "3, 7-9" for 3, 7, 8, 9. */
export function ranges(lines: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const line of lines) {
    const last = spans.at(-1);
    if (last && line === last[1] + 1) last[1] = line;
    else spans.push([line, line]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
}

/** The contracts' own tests. Code that only the SDK's tests happen to run does not count as tested. */
function isContractTest(file: string): boolean {
  return file.startsWith("test/contracts/") && !file.endsWith(".gas.test.ts");
}

if (import.meta.main) {
  rmSync(LCOV, { force: true });
  const tests = testFiles().contracts.filter(isContractTest);
  if (tests.length === 0) throw new Error("there are no contract tests");
  const run = spawnSync(process.execPath, [HARDHAT, "--coverage", "test", "mocha", ...tests], { stdio: "inherit" });
  const files = existsSync(LCOV) ? readLcov(readFileSync(LCOV, "utf8")) : [];
  const open = files.filter(({ uncovered }) => uncovered.length > 0);
  for (const { path, uncovered } of open) console.log(`not covered: ${path}: ${ranges(uncovered)}`);
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  const missed = open.reduce((sum, file) => sum + file.uncovered.length, 0);
  console.log(`coverage: ${files.length} contracts, ${lines - missed} of ${lines} lines, all their statements`);
  if (run.status !== 0) console.log("coverage: the tests themselves failed");
  process.exitCode = run.status === 0 && lines > 0 && missed === 0 ? 0 : 1;
}
