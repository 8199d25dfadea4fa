import { DidimError } from "../../errors/error.ts";
import { fromBase64url, utf8ToBase64url } from "../encodings/base64url.ts";
import { parseJsonObject } from "../encodings/json.ts";
import { canonicalJson, publicJwk } from "./jwk.ts";
import type { PublicJwk } from "./keys.ts";

const PREFIX = "did:jwk:";
/** A JWK with all usual members is shorter than 1,000 characters. did:jwk itself sets no limit. */
const MAX_LENGTH = 2048;

/** did:jwk: the DID is the base64url of the key's JSON. Holders need no other DID and no transaction. */
export function encodeDidJwk(key: PublicJwk): string {
  return PREFIX + utf8ToBase64url(canonicalJson(key));
}

export function isDidJwk(did: string): boolean {
  return did.startsWith(PREFIX);
}

/** The key in a did:jwk, read strictly. Throws `crypto.did-jwk`. */
export function decodeDidJwk(did: string): PublicJwk {
  const bytes = isDidJwk(did) && did.length <= MAX_LENGTH ? fromBase64url(did.slice(PREFIX.length)) : undefined;
  if (bytes === undefined) throw invalid();
  try {
    return publicJwk(parseJsonObject(bytes));
  } catch (cause) {
    throw invalid(cause);
  }
}

function invalid(cause?: unknown): DidimError {
  return new DidimError("crypto.did-jwk", "Not a did:jwk of a P-256 or secp256k1 public key.", {}, { cause });
}
