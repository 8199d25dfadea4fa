import { isObject, type JsonObject } from "../../crypto/encodings/json.ts";
import { decodeDidJwk, encodeDidJwk, isDidJwk } from "../../crypto/keys/did-jwk.ts";
import { sameKey } from "../../crypto/keys/jwk.ts";
import type { PublicJwk } from "../../crypto/keys/keys.ts";
import type { PresentedCredential } from "../format.ts";
import {
  confirmationKey,
  issuerDid,
  listNumber,
  optionalTime,
  requiredText,
  requiredTime,
  uint32,
} from "../jose/registered.ts";
import { checkSubjectClaim } from "../names.ts";
import { refusal } from "../refusal.ts";
import { secondsOf } from "./times.ts";

/** The first `@context` of every VCDM 2.0 document (§4.3). */
export const CONTEXT = "https://www.w3.org/ns/credentials/v2";

/** The content of a credential. Its VCDM 2.0 members and JWT claims were checked against each other. */
export interface CredentialDocument {
  readonly issuer: string;
  readonly type: string;
  readonly issuedAt: number;
  readonly notBefore: number | undefined;
  readonly expires: number | undefined;
  readonly status: PresentedCredential["status"];
  readonly holderKey: PublicJwk | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
}

export function readCredential(document: JsonObject): CredentialDocument {
  checkDocument(document, "VerifiableCredential");
  const { credentialSubject } = document;
  if (!isObject(credentialSubject)) throw refusal("format.subject", "There is not exactly one credentialSubject.");
  const { id, ...claims } = credentialSubject;
  for (const name of Object.keys(claims)) checkSubjectClaim(name, claims[name]);
  agree(document, "jti", document.id);
  agree(document, "sub", id);
  return {
    issuer: issuer(document),
    type: credentialType(document),
    issuedAt: requiredTime(document, "iat"),
    notBefore: time(document, "nbf", "validFrom", Math.ceil),
    expires: time(document, "exp", "validUntil", Math.floor),
    status: statusReference(document.credentialStatus),
    holderKey: holderKey(document, id),
    claims,
  };
}

/**
 * Checks what credentials and presentations have in common. VCDM 1.1's claims `vc` and `vp` are refused (VC-JOSE-COSE
 * §3.1).
 */
export function checkDocument(document: JsonObject, type: string): void {
  const context = document["@context"];
  if (!Array.isArray(context) || context[0] !== CONTEXT)
    throw refusal("format.context", `The first @context is not ${CONTEXT}.`);
  if (!context.every((each) => isObject(each) || isUrl(each)))
    throw refusal("format.context", "An entry of @context is neither a URL nor an object.");
  if (!isOneOf(document.type, type)) throw refusal("format.type", `The document is not a ${type}.`);
  if (![document.type].flat().every(isTypeName))
    throw refusal("format.type", "A type of the document is neither a term nor a URL.");
  if (Object.hasOwn(document, "vc") || Object.hasOwn(document, "vp")) {
    throw refusal("format.vcdm-1", "The document is inside of a claim vc or vp, as in VCDM 1.1.");
  }
}

/** VCDM 2.0 §4.3: absolute, because nothing says what it would be relative to. */
const isUrl = (value: unknown): boolean => typeof value === "string" && !/\s/.test(value) && URL.canParse(value);

/** VCDM 2.0 §4.5: a term of the context, or a URL; neither has blanks. */
const isTypeName = (value: unknown): boolean => typeof value === "string" && /^\S+$/.test(value);

/** Whether `type`, a text or a list of texts, contains `wanted`. */
export function isOneOf(type: unknown, wanted: string): boolean {
  return type === wanted || (Array.isArray(type) && type.includes(wanted));
}

function issuer(document: JsonObject): string {
  const iss = issuerDid(document);
  const named = isObject(document.issuer) ? document.issuer.id : document.issuer;
  if (named !== iss) throw refusal("format.issuer", "issuer and iss are not the same DID.");
  return iss;
}

/** The type's name in Didim is the id of its JSON schema. */
function credentialType(document: JsonObject): string {
  const schema = single(document.credentialSchema);
  if (!isObject(schema) || schema.type !== "JsonSchema")
    throw refusal("format.schema", "There is not exactly one JsonSchema.");
  return requiredText(schema, "id");
}

function time(
  document: JsonObject,
  claim: string,
  property: string,
  round: (seconds: number) => number,
): number | undefined {
  const [inJwt, inDocument] = [optionalTime(document, claim), secondsOf(document[property], property, round)];
  if (inJwt !== undefined && inDocument !== undefined && inJwt !== inDocument) {
    throw refusal("format.time", `${claim} and ${property} are not the same time.`, { claim, property });
  }
  return inJwt ?? inDocument;
}

function agree(document: JsonObject, claim: string, property: unknown): void {
  if (document[claim] !== undefined && document[claim] !== property) {
    throw refusal("format.claim", `${claim} says otherwise than the document.`, { claim });
  }
}

function holderKey(document: JsonObject, subject: unknown): PublicJwk | undefined {
  const confirmed = confirmationKey(document);
  if (typeof subject !== "string" || !isDidJwk(subject)) return confirmed;
  // Encoding the DID and comparing is five times as fast as decoding it.
  if (confirmed !== undefined && encodeDidJwk(confirmed) === subject) return confirmed;
  const named = didKey(subject);
  if (confirmed === undefined || sameKey(confirmed, named)) return named;
  throw refusal("format.holder-key", "cnf and the subject's did:jwk are different keys.");
}

/** The key of a did:jwk in a document. */
export function didKey(did: string): PublicJwk {
  try {
    return decodeDidJwk(did);
  } catch {
    throw refusal("format.holder-key", "A did:jwk in the document is not a key that Didim takes.");
  }
}

/** Bitstring Status List §2.1. The chain needs only the list's number and the index. */
function statusReference(value: unknown): PresentedCredential["status"] {
  if (value === undefined) return undefined;
  const status = single(value);
  if (!isObject(status) || status.type !== "BitstringStatusListEntry") {
    throw refusal("format.status-unsupported", "The credential's status is kept in a way that isn't one status list.");
  }
  const { statusListIndex: index, statusPurpose: purpose, statusSize: size } = status;
  if (purpose !== "message" || size !== 2) {
    throw refusal("format.status-unsupported", "The status is not one of two bits with messages.");
  }
  const digits = typeof index === "string" && /^(0|[1-9][0-9]{0,9})$/.test(index) ? Number(index) : undefined;
  return { list: listNumber(status.statusListCredential), index: uint32(digits, "statusListIndex is not a uint32") };
}

/** A list of one element counts as the element. */
function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}
