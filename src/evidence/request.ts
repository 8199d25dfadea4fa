import { isObject } from "../crypto/encodings/json.ts";
import { isDidimError } from "../errors/error.ts";
import { claimQuery } from "../request/claims.ts";
import { type RequestReadOptions, readPaths, readRequest } from "../request/read.ts";
import type { ClaimQuery, CredentialRequirement, CredentialSetQuery } from "../request/request.ts";
import type { Policy } from "../verdict/policy.ts";
import { checkPolicy } from "../verdict/policy-check.ts";
import { malformed } from "./reading.ts";

/** The verifier's policy without its times; the evidence has dates of its own. */
export type EvidenceRequest = Omit<Policy, "maxAge" | "maxProofAge" | "askedAt" | "asOf">;

/** A value for each member of `T`; undefined where it is not written. A new member without one does not compile. */
type EachMember<T> = { readonly [Name in keyof Required<T>]: unknown };

function written<T>(members: EachMember<T>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/**
 * The request as JSON. Leaves out absent and false members, so that each request has only one spelling and one leaf.
 */
export function requestToJson(request: EvidenceRequest): object {
  const { audience, nonce, verifier, credentials, credentialSets, sameHolder = [] } = request;
  return written<EvidenceRequest>({
    audience,
    nonce,
    verifier,
    credentials: credentials.map(queryToJson),
    credentialSets: credentialSets?.map(setToJson),
    sameHolder: sameHolder.length > 0 ? sameHolder : undefined,
  });
}

function queryToJson(query: CredentialRequirement): object {
  const { id, type, format, multiple, claims = [], claimSets, authorities, issuers, oneTimeCopies } = query;
  return written<CredentialRequirement>({
    id,
    type,
    format,
    multiple: multiple || undefined,
    claims: claims.length > 0 ? claims.map(claimToJson) : undefined,
    claimSets,
    // No list accepts everybody, and an empty list nobody. So an empty list is kept.
    authorities,
    issuers,
    oneTimeCopies: oneTimeCopies || undefined,
  });
}

/** A claim with nothing but a path is written as the path alone. */
function claimToJson(claim: NonNullable<CredentialRequirement["claims"]>[number]): unknown {
  const { id, path, values } = claimQuery(claim);
  if (id === undefined && values === undefined) return path;
  return written<ClaimQuery>({ id, path, values });
}

function setToJson({ options, required = true }: CredentialSetQuery): object {
  return written<CredentialSetQuery>({ options, required: required ? undefined : required });
}

const FROM_A_FILE: RequestReadOptions = { from: "file", refusal: (why) => malformed(`its request is none: ${why}`) };

/** Reads the request in a file. Throws `evidence.malformed`. */
export function requestFrom(value: unknown): EvidenceRequest {
  const told = readRequest(value, FROM_A_FILE, ["sameHolder"]);
  const { sameHolder } = value as { readonly sameHolder?: unknown };
  const request = { ...told, ...(sameHolder !== undefined && { sameHolder: readPaths(sameHolder, FROM_A_FILE) }) };
  if (!isSame(requestToJson(request), value)) throw malformed("its request says what need not be said");
  return checked(request);
}

/** Whether two JSON values are equal, in any order of members. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, i) => isSame(each, other[i]));
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = Object.keys(one);
  const hasAll = names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]));
  return hasAll && names.length === Object.keys(other).length;
}

/** Applies the checks of a verifier's policy. Throws `evidence.malformed`. */
function checked(request: EvidenceRequest): EvidenceRequest {
  try {
    checkPolicy(request, 0);
    return request;
  } catch (cause) {
    if (isDidimError(cause)) throw malformed(`its request is none: ${cause.message}`, cause);
    throw cause;
  }
}
