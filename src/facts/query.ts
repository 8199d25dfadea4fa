import { bytesOfBase64url, toHex } from "../crypto/encodings/bytes.ts";
import { keccak256 } from "../crypto/hash.ts";
import { RecentCache } from "../crypto/recent-cache.ts";
import { parseDid } from "../did/did.ts";
import type { FactsQuery, FactsQueryByName } from "./facts.ts";

/** The parts of a credential by which the registries know it. */
export interface QuerySubject {
  /** The issuer's did:ethr. */
  readonly issuer: string;
  /** base64url, as in the credential's `kid`. */
  readonly keyThumbprint: string;
  /** The type's name, its `vct`. */
  readonly type: string;
  readonly issuedAt: number;
  readonly status?: FactsQuery["status"];
  /** What the holder signed with the presentation. */
  readonly holderProof?: { readonly claims?: Readonly<Record<string, unknown>> };
}

/** The claim, signed by the holder, that carries a staple in base64url. */
export const STAPLE_CLAIM = "didim_staple";

/** The query for a credential. Throws `did.invalid`. */
export function queryFor(subject: QuerySubject): FactsQueryByName {
  const { issuer, keyThumbprint, type, issuedAt, status, holderProof } = subject;
  const staple = holderProof?.claims?.[STAPLE_CLAIM];
  return {
    issuer: parseDid(issuer).identity,
    keyThumbprint: thumbprints.get(keyThumbprint, () => toHex(bytesOfBase64url(keyThumbprint))),
    typeId: typeIds.get(type, () => keccak256(type)),
    issuedAt,
    ...(status && { status }),
    ...(staple !== undefined && { staple }),
  };
}

/** keccak256 takes 20 µs, a sixth of a signature, and a verifier sees few types and issuers' keys. */
const typeIds = new RecentCache<string>(256);
const thumbprints = new RecentCache<string>(256);
