import { writeFileSync } from "node:fs";

/** A runner's results, from its machine-readable output, never from printed text. */
export interface Report {
  readonly passed: number;
  readonly failures: readonly Failure[];
  /** Titles of the tests that did not run, with the reason if there is one. */
  readonly skipped: readonly string[];
}

export interface Failure {
  readonly title: string;
  readonly message: string;
}

/** The environment variable with the file for a runner's report. */
export const REPORT_FILE = "DIDIM_TEST_REPORT";

export function writeReport(report: Report): void {
  const file = process.env[REPORT_FILE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(report));
}

/** The closing line of every command that counts. */
export function closingLine(counts: { passed: number; failed: number; skipped: number }): string {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  return `${counts.passed} passed, ${counts.failed} failed${skipped}`;
}
