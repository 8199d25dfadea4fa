// Adds up what .ci/run left in a folder: NAME.code (an exit code) and, if the step counts tests, NAME.json (a report,
// see tools/testing/report.ts). It is plain JavaScript, because it must be able to report "1 failed" even where Node 24
// could not be installed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MISSING = 3;
const [folder] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
/** A longer list would hide the counts below it. */
const MAX_NAMED = 40;
const broken = [];

function countOf(name) {
  const code = Number(readFileSync(join(folder, `${name}.code`), "utf8"));
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) {
    return {
      passed: code === 0 ? 1 : 0,
      failed: code === 0 || code === MISSING ? 0 : 1,
      skipped: code === MISSING ? 1 : 0,
    };
  }
  const report = JSON.parse(readFileSync(file, "utf8"));
  broken.push(...report.failures.map(({ title, message }) => `failed: ${title}\n  ${message.split("\n")[0]}`));
  const failed = report.failures.length || (code === 0 ? 0 : 1);
  return { passed: report.passed, failed, skipped: report.skipped.length };
}

const lines = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".code"))) {
  const name = file.slice(0, -".code".length);
  const count = countOf(name);
  lines.push(`${name.padEnd(9)} ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  for (const key of Object.keys(total)) total[key] += count[key];
}
// The list comes here because a log is mostly read from its end.
if (broken.length > MAX_NAMED) broken.splice(MAX_NAMED, broken.length, `… and ${broken.length - MAX_NAMED} more`);
console.log(["", ...broken, ...lines].join("\n"));
if (total.passed + total.failed === 0) total.failed = 1;
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
