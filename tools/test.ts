/**
 * `npm test`: runs every suite, three at a time, each in its own process, then prints one line with all counts. `npm test
 * -- --only sdk,contracts --grep "holder binding"` narrows it. Running no test at all is a failure.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { COMPILED } from "../scripts/lib/terminal/compile-cache.ts";
import { closingLine, type Failure, REPORT_FILE, type Report, writeReport } from "./testing/report.ts";
import { ON_DEMAND, SUITES, type Suite } from "./testing/suites.ts";

/** On two cores: the suites wait for blocks, timers and processes, and another one runs meanwhile. */
const AT_ONCE = 3;
const LONGEST_MS = 25 * 60_000;

const folder = mkdtempSync(join(tmpdir(), "didim-test-"));

function options(): { suites: readonly Suite[]; grep: string | undefined } {
  const { values } = parseArgs({ options: { only: { type: "string" }, grep: { type: "string", short: "g" } } });
  if (values.only === undefined) return { suites: SUITES, grep: values.grep };
  const known = [...SUITES, ...ON_DEMAND];
  const suites = values.only.split(",").map((name) => {
    const suite = known.find((candidate) => candidate.name === name);
    if (suite === undefined) {
      console.error(`test: no suite "${name}"; there are ${known.map((one) => one.name).join(", ")}`);
      process.exit(2);
    }
    return suite;
  });
  return { suites, grep: values.grep };
}

function broken(message: string): Report {
  return { passed: 0, failures: [{ title: "(the whole suite)", message }], skipped: [] };
}

/** A runner that died, or failed without a failing test, counts as a failure. */
function readReport(file: string, code: number | null): Report {
  if (!existsSync(file)) return broken(`the runner ended with ${code ?? "a signal"} and left no report`);
  const report: Report = JSON.parse(readFileSync(file, "utf8"));
  if (code === 0 || report.failures.length > 0) return report;
  return { ...report, failures: [{ title: "(the runner)", message: `it ended with ${code ?? "a signal"}` }] };
}

function relay(stream: Readable, name: string): void {
  createInterface({ input: stream }).on("line", (line) => console.log(`${name.padEnd(10)} │ ${line}`));
}

function run(suite: Suite, grep: string | undefined): Promise<Report> {
  const command = suite.command(grep);
  if (command === undefined) return Promise.resolve(broken("there are no test files"));
  const file = join(folder, `${suite.name}.json`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, [REPORT_FILE]: file, NODE_COMPILE_CACHE: COMPILED },
      timeout: LONGEST_MS,
    });
    relay(child.stdout, suite.name);
    relay(child.stderr, suite.name);
    child.on("close", (code) => {
      const report = readReport(file, code);
      const empty = report.passed + report.failures.length === 0 && grep === undefined;
      resolve(empty ? broken("it ran no test") : report);
    });
  });
}

/** Runs the suites in order, at most {@link AT_ONCE} at once. */
async function runAll(suites: readonly Suite[], grep: string | undefined): Promise<Map<Suite, Report>> {
  const reports = new Map<Suite, Report>();
  const waiting = [...suites];
  const worker = async (): Promise<void> => {
    for (let suite = waiting.shift(); suite !== undefined; suite = waiting.shift()) {
      reports.set(suite, await run(suite, grep));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return reports;
}

/** Prints each suite's counts and failures, then the closing line, and writes the same to a report for .ci/run. */
function summarise(suites: readonly Suite[], reports: Map<Suite, Report>): boolean {
  let passed = 0;
  const failures: Failure[] = [];
  const skipped: string[] = [];
  console.log("");
  for (const suite of suites) {
    const report = reports.get(suite) ?? broken("it was never started");
    const own = { passed: report.passed, failed: report.failures.length, skipped: report.skipped.length };
    console.log(`${suite.name.padEnd(10)}   ${closingLine(own)}   (${suite.about})`);
    for (const { title, message } of report.failures) console.log(`  failed: ${title}\n    ${message.split("\n")[0]}`);
    for (const title of report.skipped) console.log(`  skipped: ${title}`);
    passed += report.passed;
    failures.push(...report.failures);
    skipped.push(...report.skipped);
  }
  if (passed + failures.length === 0) failures.push({ title: "(all)", message: "no test ran: nothing matches" });
  writeReport({ passed, failures, skipped });
  console.log(closingLine({ passed, failed: failures.length, skipped: skipped.length }));
  return failures.length === 0;
}

const { suites, grep } = options();
const ok = summarise(suites, await runAll(suites, grep));
rmSync(folder, { recursive: true, force: true });
process.exitCode = ok ? 0 : 1;
