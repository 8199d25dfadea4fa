import type { JsonObject } from "../../../src/public/formats.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { type Issued, type Issuer, parseClaims } from "../../../src/public/issuer.ts";
import { type PublicJwk, publicJwk } from "../../../src/public/keys.ts";
import { inputJson, inputText } from "../terminal/input/input.ts";
import { plain } from "../terminal/input/values.ts";
import type { CommandResult } from "../terminal/output/output.ts";

/**
 * The claims in a file. Throws `cli.file` for what is no JSON object, `format.claim` for a number that would be rounded,
 * and `format.json*` for what no token may say.
 */
export function claimsIn(file: string): JsonObject {
  try {
    return parseClaims(inputText(file));
  } catch (error) {
    if (!(error instanceof DidimError) || !error.code.startsWith("format.")) throw error;
    const details = { ...error.details, file };
    if (error.code === "format.json") throw new DidimError("cli.file", `${file} holds no JSON object.`, details);
    throw new DidimError(error.code, `${file}: ${error.message}`, details);
  }
}

/** The holder's keys (see `credential key`): a JWK, or a JWK Set (RFC 7517 §5). Throws `crypto.key` and `cli.file`. */
export function holderKeysIn(file: string): PublicJwk[] {
  const value = inputJson(file) as { readonly keys?: unknown } | null;
  const keys = Array.isArray(value?.keys) ? (value.keys as unknown[]) : [value];
  return keys.map((key, i) => keyIn(file, key, keys.length === 1 ? "" : `key ${i + 1}: `));
}

/** Names the file, and which of several keys, in an error about one. */
function keyIn(file: string, key: unknown, which: string): PublicJwk {
  try {
    return publicJwk(key);
  } catch (error) {
    if (!isDidimError(error)) throw error;
    throw new DidimError(error.code, `${file}: ${which}${error.message}`, { ...error.details, file }, { cause: error });
  }
}

/** The single key of a long-lived credential. Throws `cli.option` for several. */
export function onlyKey(keys: readonly PublicJwk[]): PublicJwk {
  const [key, ...others] = keys;
  if (key !== undefined && others.length === 0) return key;
  const message = `A credential is bound to one key, and the file has ${keys.length}: they are for one-time copies, --copies ${keys.length}.`;
  throw new DidimError("cli.option", message, { option: "--holder-key", keys: keys.length });
}

/**
 * Checks that there are as many keys as copies, so that a holder gets exactly as many as intended. Throws `cli.option`.
 */
export function checkCopies(copies: number, keys: readonly PublicJwk[]): void {
  if (keys.length === copies) return;
  const message = `Each copy has a key of its own: the file has ${keys.length}, for ${copies} copies. The holder makes them: credential key --count ${copies}`;
  throw new DidimError("cli.option", message, { option: "--copies", copies, keys: keys.length });
}

/** Throws `issuer.not-ready` if no verifier would accept a credential issued now. */
export async function checkReady(issuer: Issuer, type: string, oneTime: boolean): Promise<void> {
  const ready = await issuer.checkReady(type);
  const { outcome, text } = oneTime ? ready.oneTimeCopies : ready;
  if (outcome === "valid") return;
  const { findings } = ready;
  throw new DidimError("issuer.not-ready", `Verifiers would not accept it: ${text.en}`, { findings, text });
}

/** The output of issuing one-time copies, one copy a line. */
export function copiesResult(issued: readonly Issued[], out: string | undefined): CommandResult {
  const [first] = issued;
  const { issuedAt, expires } = first ?? {};
  const credentials = issued.map(({ credential }) => credential);
  return {
    json: { copies: issued.length, issuedAt, expires, ...(out === undefined ? { credentials } : { file: out }) },
    text: plain(out ?? credentials.join("\n")),
  };
}
