import { bytesOfText } from "../crypto/encodings/bytes.ts";
import { type JsonObject, parseJsonObject } from "../crypto/encodings/json.ts";
import { thumbprint } from "../crypto/keys/jwk.ts";
import type { PublicJwk, Signer } from "../crypto/keys/keys.ts";
import type { ClaimPath } from "../request/claim-path.ts";
import { plainClaims } from "./plain.ts";

/** What every format needs for issuing a credential. Times in seconds since 1970. */
export interface Issuance {
  readonly signer: Signer;
  /** The issuer's DID. The signer's key must be one of its registered assertion keys. */
  readonly issuer: string;
  /** The credential type's name, as registered. */
  readonly vct: string;
  readonly claims: JsonClaims;
  /** Which claims the holder may withhold; default "all". Only for selective formats. */
  readonly disclosable?: "all" | readonly ClaimPath[];
  /** The key to which the credential is bound. Without one, whoever has the credential can present it. */
  readonly holderKey?: PublicJwk;
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /**
   * Absent on one-time copies. The list is one of the issuer's own. `uri` can replace the part before
   * /status-lists/<list>.
   */
  readonly status?: { readonly list: number; readonly index: number; readonly uri?: string };
}

/** The `kid`: the issuer's DID, with the key's thumbprint as fragment. */
export function keyId({ issuer, signer }: Issuance): string {
  return `${issuer}#${thumbprint(signer.publicJwk)}`;
}

export function statusListUri(issuer: string, { list, uri }: NonNullable<Issuance["status"]>): string {
  return uri ?? `${issuer}/status-lists/${list}`;
}

/** Claims that a credential can say without a change. The issuer makes them once, by {@link claimsIn}. */
export type JsonClaims = JsonObject & { readonly [throughJson]: true };
declare const throughJson: unique symbol;

/** The claims as JSON text. Throws `format.claim`, with the place, for what JSON cannot express. */
export function claimsText(claims: JsonObject): string {
  return JSON.stringify(plainClaims(claims));
}

/** The claims that a {@link claimsText} says. Throws `format.json*` for what no token may say. */
export function claimsIn(text: string): JsonClaims {
  return parseJsonObject(bytesOfText(text)) as JsonClaims;
}
