import type { ErrorCode } from "./catalogue/catalogue.ts";

/**
 * One base for every error that Didim throws. `code` is stable and documented in docs/errors.md; `facts` are the values
 * that explain it, safe to log (never a key, a claim or a token); `message` says what happened and what to do about it.
 *
 * Only the type of the codes comes from the catalogue: what throws does not bring along the texts of what shows.
 */
export class DidimError extends Error {
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, facts: Record<string, unknown> = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "DidimError";
    this.code = code;
    this.facts = facts;
  }
}

/** Whether `error` is a {@link DidimError}, with the given code if one is named. */
export function isDidimError(error: unknown, code?: ErrorCode): error is DidimError {
  return error instanceof DidimError && (code === undefined || error.code === code);
}
