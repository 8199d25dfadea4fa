import type { ErrorCode } from "./catalogue/catalogue.ts";

/**
 * The one class of errors that Didim throws. `code` is stable and documented in docs/errors.md. `details` are values that
 * explain the error, safe to log (never a key, a claim or a token). `message` says what happened and what to do.
 *
 * Only the type of the codes is imported from the catalogue, so that code which throws does not load the catalogue's
 * texts.
 */
export class DidimError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "DidimError";
    this.code = code;
    this.details = details;
  }
}

/** Whether `error` is a {@link DidimError}, with the given code if one is named. */
export function isDidimError(error: unknown, code?: ErrorCode): error is DidimError {
  return error instanceof DidimError && (code === undefined || error.code === code);
}
