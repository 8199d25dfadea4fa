import type { ErrorCode } from "../errors/catalogue/catalogue.ts";
import { DidimError } from "../errors/error.ts";

/**
 * The error for a malformed or forbidden token: a stable code, and the reason in one sentence without the token's
 * content.
 */
export function refusal(
  code: ErrorCode & `format.${string}`,
  why: string,
  facts: Record<string, unknown> = {},
): DidimError {
  return new DidimError(code, why, facts);
}
