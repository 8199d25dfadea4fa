import { ANCHORS } from "./anchors.ts";
import { COMMANDS } from "./commands.ts";
import { CONTRACTS } from "./contracts.ts";
import type { ErrorEntry } from "./entry.ts";
import { FACTS } from "./facts.ts";
import { FORMATS } from "./formats.ts";
import { HOLDING } from "./holding.ts";
import { ISSUING } from "./issuing.ts";
import { KEYS } from "./keys.ts";
import { NETWORK } from "./network.ts";
import { PROOFS } from "./proofs.ts";
import { REGISTRY } from "./registry.ts";
import { VERIFYING } from "./verifying.ts";

/**
 * Every error that Didim throws: code → English, Korean, HTTP status, exit code. The programs on top of the SDK have their
 * codes here, too: they come in the same package, and whoever shows an error looks in one place.
 *
 * The message that is thrown is another text, the precise one, with the values of the case. To throw takes only the type of
 * the codes. So these texts reach a browser only with what shows errors: no room of the SDK may import this one
 * (tools/checks/rooms.ts), but for types.
 */
export const ERRORS = Object.freeze({
  ...FORMATS,
  ...KEYS,
  ...FACTS,
  ...PROOFS,
  ...ANCHORS,
  ...REGISTRY,
  ...CONTRACTS,
  ...VERIFYING,
  ...ISSUING,
  ...HOLDING,
  ...COMMANDS,
  ...NETWORK,
});

/** The codes there are. */
export type ErrorCode = keyof typeof ERRORS;

/** The entry of a code that was read from somewhere: another version may have other codes. */
export function errorEntry(code: string): ErrorEntry | undefined {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : undefined;
}
