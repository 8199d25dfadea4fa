/**
 * Runs Hardhat's Solidity tests (fuzz and invariants) in process, because the task's summary does not count them;
 * `suiteResults[].testResults[].status` does.
 */
import hre from "hardhat";
import { count } from "./effort.ts";
import { type Failure, writeReport } from "./report.ts";

interface TestResult {
  readonly name: string;
  readonly status: "Success" | "Failure" | "Skipped";
  readonly reason?: string;
  /** For an invariant: calls. For a fuzz test: only runs. */
  readonly kind: { readonly runs?: bigint; readonly calls?: bigint; readonly reverts?: bigint };
}

interface TaskResult {
  readonly success: boolean;
  readonly value?: TaskResults;
  readonly error?: TaskResults;
}

interface TaskResults {
  readonly suiteResults?: readonly {
    readonly id: { readonly name: string };
    readonly testResults: readonly TestResult[];
  }[];
}

const [grep] = process.argv.slice(2);
const task = hre.tasks.getTask(["test", "solidity"]);
const result = (await task.run({ noCompile: true, ...(grep === undefined ? {} : { grep }) })) as TaskResult;
const suites = (result.success ? result.value : result.error)?.suiteResults ?? [];

// Native objects: their properties are getters, which a spread would lose.
const results = suites.flatMap(({ id, testResults }) =>
  testResults.map(({ name, status, reason, kind }) => ({ title: `${id.name} ${name}`, status, reason, kind })),
);
for (const { kind } of results) {
  if (kind.calls === undefined) count({ what: "runs of fuzz tests", tried: Number(kind.runs ?? 0n) });
  else count({ what: "calls of invariant tests", tried: Number(kind.calls) });
}
const failures: Failure[] = results
  .filter((test) => test.status === "Failure")
  .map((test) => ({ title: test.title, message: test.reason ?? "see the counterexample above" }));
writeReport({
  passed: results.filter((test) => test.status === "Success").length,
  failures,
  skipped: results.filter((test) => test.status === "Skipped").map((test) => test.title),
});
process.exit(result.success ? 0 : 1);
