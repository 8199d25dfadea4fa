import type { JsonObject } from "../../crypto/encodings/json.ts";
import { encodeDidJwk } from "../../crypto/keys/did-jwk.ts";
import { publicJwk } from "../../crypto/keys/jwk.ts";
import type { Written } from "../format.ts";
import { type Issuance, keyId, statusListUri } from "../issuance.ts";
import { signJws } from "../jose/jws.ts";
import { defined } from "../jose/registered.ts";
import { checkSubjectClaim } from "../names.ts";
import { refusal } from "../refusal.ts";
import { CREDENTIAL_TYP, decodeBare } from "./decode.ts";
import { CONTEXT } from "./document.ts";
import { stampOf } from "./times.ts";

export interface VcJwtIssuance extends Issuance {
  /** Types in addition to VerifiableCredential. */
  readonly types?: readonly string[];
  /**
   * Contexts in addition to the base context. Default: VCDM's context for undefined terms, so that JSON-LD drops none.
   */
  readonly contexts?: readonly string[];
}

const UNDEFINED_TERMS = "https://www.w3.org/ns/credentials/undefined-terms/v2";

/** Issues a VC-JWT; every verifier sees everything in it. Never returns what the parser would refuse. */
export async function issueVcJwt(issuance: VcJwtIssuance): Promise<Written> {
  const header = { typ: CREDENTIAL_TYP, cty: "vc", kid: keyId(issuance) };
  const credential = await signJws(issuance.signer, header, document(issuance));
  return { credential, decoded: decodeBare(credential) };
}

function document(issuance: VcJwtIssuance): JsonObject {
  const {
    issuer,
    vct,
    issuedAt,
    notBefore,
    expires,
    holderKey,
    status,
    types = [],
    contexts = [UNDEFINED_TERMS],
  } = issuance;
  return defined({
    "@context": [CONTEXT, ...contexts],
    type: ["VerifiableCredential", ...types],
    issuer,
    validFrom: notBefore === undefined ? undefined : stampOf(notBefore),
    validUntil: expires === undefined ? undefined : stampOf(expires),
    credentialSchema: schema(vct),
    credentialStatus: status && statusEntry(issuer, status),
    credentialSubject: subject(issuance),
    iss: issuer,
    iat: issuedAt,
    nbf: notBefore,
    exp: expires,
    cnf: holderKey && { jwk: publicJwk(holderKey) },
  });
}

/** VCDM 2.0 §4.11: the id is a URL. */
function schema(vct: string): JsonObject {
  if (/^[a-z][a-z\d+.-]*:[^\s\p{Cc}]+$/iu.test(vct)) return { id: vct, type: "JsonSchema" };
  throw refusal("format.schema", "The type's name is no URL, so it cannot be the id of a VC-JWT's schema.", { vct });
}

function subject({ claims, holderKey }: VcJwtIssuance): JsonObject {
  for (const name of Object.keys(claims)) checkSubjectClaim(name, claims[name]);
  const subject = { ...(holderKey ? { id: encodeDidJwk(publicJwk(holderKey)) } : {}), ...claims };
  if (Object.keys(subject).length > 0) return subject;
  throw refusal("format.subject", "A VC-JWT without a holder has at least one claim (VCDM 2.0, 4.8).");
}

/** Bitstring Status List §2.1: a two-bit status names its four messages, with the values of Token Status List §7.1. */
function statusEntry(issuer: string, status: NonNullable<Issuance["status"]>): JsonObject {
  const messages = ["valid", "invalid", "suspended", "application specific"];
  return {
    type: "BitstringStatusListEntry",
    statusPurpose: "message",
    statusSize: 2,
    statusMessage: messages.map((message, value) => ({ status: `0x${value}`, message })),
    statusListIndex: String(status.index),
    statusListCredential: statusListUri(issuer, status),
  };
}
