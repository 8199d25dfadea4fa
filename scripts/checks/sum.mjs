// Adds up what .ci/run left in a folder: NAME.code (an exit code) and, where the step counts for itself, NAME.json (a report,
// scripts/testing/report.ts). Plain JavaScript: it must be able to say "1 failed" where not even Node 24 could be installed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MISSING = 3;
const [folder] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

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
  const failed = report.failures.length || (code === 0 ? 0 : 1);
  return { passed: report.passed, failed, skipped: report.skipped.length };
}

console.log("");
for (const file of readdirSync(folder).filter((name) => name.endsWith(".code"))) {
  const name = file.slice(0, -".code".length);
  const count = countOf(name);
  console.log(`${name.padEnd(9)} ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  for (const key of Object.keys(total)) total[key] += count[key];
}
if (total.passed + total.failed === 0) total.failed = 1;
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
