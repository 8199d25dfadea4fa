import { bytesOfText } from "../crypto/bytes.ts";
import { type JsonObject, parseJsonObject } from "../crypto/json.ts";
import { thumbprint } from "../crypto/jwk.ts";
import type { PublicJwk, Signer } from "../crypto/keys.ts";
import type { ClaimPath } from "../request/claim-path.ts";
import { refusal } from "./refusal.ts";

/** What every format needs to know to issue a credential. Times in seconds since 1970. */
export interface Issuance {
  readonly signer: Signer;
  /** The issuer's DID; `signer`'s key must be one of its registered assertion keys. */
  readonly issuer: string;
  /** The credential type's name, as registered. */
  readonly vct: string;
  readonly claims: JsonObject;
  /** Which claims the holder may withhold; "all" if not given. Only for a format that is selective. */
  readonly disclosable?: "all" | readonly ClaimPath[];
  /** The key that the credential is bound to; without one, whoever has the credential can show it. */
  readonly holderKey?: PublicJwk;
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /** Absent on one-time copies. The list is one of the issuer's own; `uri` may put another prefix before /status-lists/<list>. */
  readonly status?: { readonly list: number; readonly index: number; readonly uri?: string };
}

/** The `kid` of DESIGN's rule: the issuer's DID, and the key's thumbprint. */
export function keyId({ issuer, signer }: Issuance): string {
  return `${issuer}#${thumbprint(signer.publicJwk)}`;
}

export function statusListUri(issuer: string, { list, uri }: NonNullable<Issuance["status"]>): string {
  return uri ?? `${issuer}/status-lists/${list}`;
}

/** The claims as they will read after the way through JSON: a Date as text, no undefined; what JSON can't say is refused. */
export function asJson(claims: JsonObject): JsonObject {
  let text: string;
  try {
    text = JSON.stringify(claims);
  } catch {
    throw refusal("format.claim", "The claims hold a value that JSON has no way to write.");
  }
  return parseJsonObject(bytesOfText(text));
}
