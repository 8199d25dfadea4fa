import { writeFileSync } from "node:fs";

/** What a runner found: the counts of its own machine-readable results, never of its printed text. */
export interface Report {
  readonly passed: number;
  readonly failures: readonly Failure[];
  /** The titles of tests that did not run, with the reason where there is one. */
  readonly skipped: readonly string[];
}

export interface Failure {
  readonly title: string;
  readonly message: string;
}

/** The environment variable that names the file a runner writes its report to. */
export const REPORT_FILE = "DIDIM_TEST_REPORT";

export function writeReport(report: Report): void {
  const file = process.env[REPORT_FILE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(report));
}

/** The one line that every command which counts ends with. */
export function closingLine(counts: { passed: number; failed: number; skipped: number }): string {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  return `${counts.passed} passed, ${counts.failed} failed${skipped}`;
}
