import { isDidimError } from "../errors/error.ts";
import { checkAnswer } from "./checked.ts";
import type { Facts, FactsAnswer, FactsQuery } from "./facts.ts";

/** What came of a question. Nothing can be read out of it before it was looked at which of the two it is. */
export type Asked = Answered | Unavailable;

/** An answer of the shape that the seam promises. */
export interface Answered extends FactsAnswer {
  readonly known: true;
}

/** It could not be found out. */
export interface Unavailable {
  readonly known: false;
  /** The code of what the source threw, or of what is wrong with its answer; `facts.failed` for a failure without one. */
  readonly why: string;
  /** What was thrown. */
  readonly cause: unknown;
}

export interface AskOptions {
  /** Whether nothing but the newest block will do. A source that is pinned to a block of the past then answers nothing. */
  readonly newest?: boolean;
}

/**
 * Asks a source of facts, and looks at the answer before anybody judges by it ({@link checkAnswer}). The only way to ask: nothing else
 * calls {@link Facts.lookup} (tools/checks/imports.ts). Never throws.
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
