import { canonicalDid } from "../did/did.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import { type ClaimPath, isClaimPath } from "../request/claim-path.ts";
import { CLOCK_SKEW } from "./checks/holder-binding.ts";
import type { CredentialRequirement, Policy } from "./policy.ts";

const MIN_NONCE = 16;

/** Refuses a policy that would let pass what its author did not mean to. Throws `policy.*`. */
export function checkPolicy(policy: Policy, now: number): void {
  const { audience, nonce, credentials, sameHolder = [] } = policy;
  if (typeof audience !== "string" || audience === "" || typeof nonce !== "string" || nonce.length < MIN_NONCE) {
    throw new DidimError("policy.unaddressed", "A policy needs an audience, and a nonce of at least 16 characters.");
  }
  if (credentials.length === 0) {
    throw new DidimError("policy.asks-nothing", "A policy must list the credential types that it accepts.");
  }
  checkSeconds("maxAge", policy.maxAge);
  checkSeconds("maxProofAge", policy.maxProofAge);
  checkSeconds("askedAt", policy.askedAt);
  checkSeconds("asOf", policy.asOf);
  if (policy.asOf !== undefined && policy.asOf > now + CLOCK_SKEW) {
    throw new DidimError("policy.as-of-future", "Nobody knows yet what will be good then.", { asOf: policy.asOf });
  }
  sameHolder.forEach(checkPath);
  credentials.forEach(checkRequirement);
}

/** NaN would be less than nothing and more than nothing; infinity would be a switch that turns a check off. */
function checkSeconds(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return;
  throw new DidimError("policy.number", `${name} is not a number of whole seconds.`, { name, value });
}

function checkRequirement(
  { type, claims = [], issuers = [], authorities = [] }: CredentialRequirement,
  place: number,
  all: readonly CredentialRequirement[],
): void {
  if (all.findIndex((other) => other.type === type) !== place) {
    throw new DidimError("policy.type-twice", "A policy asks for a type once, with all that it asks of it.", { type });
  }
  claims.forEach(checkPath);
  issuers.forEach(checkDid);
  authorities.forEach(checkDid);
}

function checkDid(did: string): void {
  try {
    canonicalDid(did);
  } catch (cause) {
    if (!isDidimError(cause)) throw cause;
    throw new DidimError("policy.did", "A policy names issuers and authorities by their did:ethr.", cause.facts);
  }
}

function checkPath(path: ClaimPath): void {
  if (isClaimPath(path)) return;
  throw new DidimError(
    "policy.claim-path",
    "A claim is named by its name, or by the names and places on the way to it.",
  );
}
