/** For who shows errors: the catalogue of all codes, with its texts. No logic. */
export { ERRORS, type ErrorCode, errorEntry } from "./errors/catalogue/catalogue.ts";
export { ERROR_EXIT, type ErrorEntry } from "./errors/catalogue/entry.ts";
export { withFacts } from "./errors/catalogue/sentence.ts";
export { DidimError, isDidimError } from "./errors/error.ts";
