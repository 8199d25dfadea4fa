import Mocha from "mocha";
import { type Failure, writeReport } from "./report.ts";

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;

/** Mocha's spec reporter, plus a report for tools/test.ts. */
class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    let passed = 0;
    const failures: Failure[] = [];
    const skipped: string[] = [];
    runner.on(EVENT_TEST_PASS, () => {
      passed += 1;
    });
    // A failing hook is a failure too, because the tests after it never ran.
    runner.on(EVENT_TEST_FAIL, (test: Mocha.Runnable, error: Error) => {
      failures.push({ title: test.fullTitle(), message: error.message });
    });
    runner.on(EVENT_TEST_PENDING, (test: Mocha.Test) => {
      skipped.push(test.fullTitle());
    });
    runner.once(EVENT_RUN_END, () => writeReport({ passed, failures, skipped }));
  }
}

// Mocha loads reporters by require() and expects the class itself.
export { Reporter as "module.exports" };
