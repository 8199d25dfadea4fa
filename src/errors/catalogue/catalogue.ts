import { CONTRACTS } from "./contracts/contracts.ts";
import { FORMATS } from "./credentials/formats.ts";
import { HOLDING } from "./credentials/holding.ts";
import { ISSUING } from "./credentials/issuing.ts";
import { KEYS } from "./credentials/keys.ts";
import { VERIFYING } from "./credentials/verifying.ts";
import type { ErrorEntry } from "./entry.ts";
import { COMMANDS } from "./programs/commands.ts";
import { NETWORK } from "./programs/network.ts";
import { ANCHORS } from "./registries/anchors.ts";
import { FACTS } from "./registries/facts.ts";
import { PROOFS } from "./registries/proofs.ts";
import { REGISTRY } from "./registries/registry.ts";

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
