/** Loads a target's mocha tests once and runs them many times, each time in another order. */
import fc from "fast-check";
import Mocha from "mocha";

/** The result of running tests: no failure, or the first one. */
export interface Run {
  readonly failed?: string;
  /** The test did not end. It may still run in the background, so this process cannot be used any more. */
  readonly endless: boolean;
  readonly durations: ReadonlyMap<string, number>;
}

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS } = Mocha.Runner.constants;

/**
 * Loads test files. Properties stop at their first counterexample without shrinking: any counterexample kills the
 * mutant.
 */
export async function loadTests(files: readonly string[]): Promise<readonly Mocha.Test[]> {
  fc.configureGlobal({ endOnFailure: true, seed: 1 });
  const mocha = new Mocha();
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const found: Mocha.Test[] = [];
  mocha.suite.eachTest((test) => found.push(test));
  refuseHooks(mocha.suite);
  return found;
}

/** Refuses hooks: tests run one by one in any order, so each must load its own fixture. */
function refuseHooks(suite: Mocha.Suite): void {
  const hooks = ["_beforeAll", "_beforeEach", "_afterEach", "_afterAll"] as const;
  const internals = suite as unknown as Readonly<Record<(typeof hooks)[number], readonly unknown[]>>;
  if (hooks.some((hook) => internals[hook].length > 0)) throw new Error(`"${suite.fullTitle()}" has hooks`);
  for (const inner of suite.suites) refuseHooks(inner);
}

/** Runs tests in this order, until the first failure. `patience`: milliseconds for each. */
export function runTests(tests: readonly Mocha.Test[], patience: number): Promise<Run> {
  const root = new Mocha().suite;
  root.bail(true);
  root.timeout(patience);
  for (const test of tests) root.addTest(flat(test));
  const runner = new Mocha.Runner(root, { delay: false });
  const durations = new Map<string, number>();
  let failed: string | undefined;
  let endless = false;
  runner.on(EVENT_TEST_PASS, (test) => durations.set(test.title, test.duration ?? 0));
  runner.on(EVENT_TEST_FAIL, (test, error: { code?: string }) => {
    failed ??= test.title;
    endless ||= error.code === "ERR_MOCHA_TIMEOUT";
  });
  return new Promise((resolve) => {
    runner.on(EVENT_RUN_END, () => {
      runner.dispose();
      resolve({ ...(failed === undefined ? {} : { failed }), endless, durations });
    });
    runner.run();
  });
}

function flat(test: Mocha.Test): Mocha.Test {
  const copy = test.clone();
  copy.title = test.fullTitle();
  return copy;
}
