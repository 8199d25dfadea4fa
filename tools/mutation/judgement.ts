/** What goes between `npm run mutate` and its workers. */

/** A mutant to be judged: its sources by path, and the tests to run, by title, in this order. */
export interface Order {
  readonly id: string;
  readonly changed: Readonly<Record<string, string>>;
  readonly tests: readonly string[];
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

/** A test of the unchanged contract: how long it took, and the numbers of the statements it ran (hits.ts). */
export interface Tried {
  readonly title: string;
  readonly ms: number;
  readonly statements: readonly number[];
}

/** The tests have been run once, unchanged. */
export interface Ready {
  readonly ready: true;
  readonly tried: readonly Tried[];
  readonly failed?: string;
}
