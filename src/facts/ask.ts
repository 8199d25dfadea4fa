import { isDidimError } from "../errors/error.ts";
import { checkAnswer } from "./checked.ts";
import type { Facts, FactsAnswer, FactsQuery } from "./facts.ts";

/** The result of a query. Its type requires a check of `known` before anything can be read. */
export type Asked = Answered | Unavailable;

/** An answer of the form that {@link Facts} promises. */
export interface Answered extends FactsAnswer {
  readonly known: true;
}

/** The facts could not be found out. */
export interface Unavailable {
  readonly known: false;
  /**
   * The code of what the source threw, or of what is wrong with its answer; `facts.failed` for an error without a code.
   */
  readonly why: string;
  /** What was thrown. */
  readonly cause: unknown;
}

export interface AskOptions {
  /**
   * Whether only the newest block is acceptable. A source pinned to a past block then gives no answer. Default false.
   */
  readonly newest?: boolean;
}

/**
 * Asks a source of facts, and checks the answer's form ({@link checkAnswer}) before anyone judges by it. This is the
 * only way to ask: nothing else calls {@link Facts.lookup} (tools/checks/imports.ts). Never throws.
 */
export async function askFacts(
  facts: Facts,
  queries: readonly FactsQuery[],
  { newest = false }: AskOptions = {},
): Promise<Asked> {
  try {
    const answer = await facts.lookup(queries);
    const { asOf, records } = checkAnswer(answer, queries, newest ? undefined : facts.pin);
    return { known: true, asOf, records };
  } catch (cause) {
    return { known: false, why: isDidimError(cause) ? cause.code : "facts.failed", cause };
  }
}
