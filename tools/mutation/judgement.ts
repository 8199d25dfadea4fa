/** The messages between `npm run mutate` and its workers. */

/** A mutant to judge: its sources by path, and the titles of the tests to run, in order. */
export interface Order {
  readonly id: string;
  readonly changed: Readonly<Record<string, string>>;
  readonly tests: readonly string[];
}

/**
 * killed: a test failed. survived: none did. equivalent: it compiles to the same code. invalid: it does not compile.
 * timeout: the tests did not end. broken: the worker failed, which says nothing about the mutant.
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

/** A test of the unchanged contract: its duration, and the numbers of the statements that it ran (hits.ts). */
export interface Tried {
  readonly title: string;
  readonly ms: number;
  readonly statements: readonly number[];
}

/** The tests were run once against the unchanged contract. */
export interface Ready {
  readonly ready: true;
  readonly tried: readonly Tried[];
  readonly failed?: string;
}
