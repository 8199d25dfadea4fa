/** What goes between `npm run mutate` and its workers. */

/** A mutant to be judged: its sources by path, and the tests to begin with, by title. */
export interface Order {
  readonly id: string;
  readonly changed: Readonly<Record<string, string>>;
  readonly order: readonly string[];
}

/**
 * killed: a test failed. survived: none did. equivalent: the compiler makes the same code of it. invalid: it does not compile.
 * timeout: the tests never ended. broken: the worker failed, which says nothing of the mutant.
 */
export type Verdict = "killed" | "survived" | "equivalent" | "invalid" | "timeout" | "broken";

export interface Judgement {
  readonly verdict: Verdict;
  /** The test that killed it. */
  readonly by?: string;
}

export interface Judged extends Judgement {
  readonly id: string;
}

/** The tests have been run once, unchanged: how long each took, and whether one failed. */
export interface Ready {
  readonly ready: true;
  readonly durations: readonly (readonly [title: string, ms: number])[];
  readonly failed?: string;
}
