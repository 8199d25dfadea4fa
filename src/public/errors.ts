/**
 * Errors: the error class, the catalogue of all codes with its texts, and functions that make a text, or an
 * error's details, safe to show. No logic.
 */

export type { Bilingual } from "../errors/bilingual.ts";
export { ERRORS, type ErrorCode, errorEntry } from "../errors/catalogue/catalogue.ts";
export { ERROR_EXIT, type ErrorEntry } from "../errors/catalogue/entry.ts";
export { withDetails } from "../errors/catalogue/sentence.ts";
export { DidimError, isDidimError } from "../errors/error.ts";
export { hasUnseen, showUnseen } from "../errors/unseen.ts";
export { toJson } from "../verdict/json.ts";
