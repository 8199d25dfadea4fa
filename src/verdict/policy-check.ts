import { canonicalDid } from "../did/did.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import { checkQueries } from "../request/check.ts";
import { type ClaimPath, isClaimPath, stepsOf } from "../request/claim-path.ts";
import { askedClaims, claimOptions, claimQuery } from "../request/claims.ts";
import { pathText } from "../request/path-text.ts";
import type { CredentialRequirement } from "../request/request.ts";
import { CLOCK_SKEW } from "./checks/holder-binding.ts";
import type { Policy } from "./policy.ts";
import { checkShape } from "./policy-shape.ts";

const MIN_NONCE = 16;

/** What a policy asks for: the same in every session. */
type Asked = Pick<Policy, "credentials" | "credentialSets" | "sameHolder">;

/** What {@link preparePolicy} checked and froze, by the list of its queries. */
const prepared = new WeakMap<Policy["credentials"], Asked>();

/**
 * Checks what a policy asks for, once for all its sessions: verify() then checks only what changes from session to
 * session, which saves a busy verifier some 3 µs of each verification. Keep the result, and add the session:
 * `{ ...prepared, audience, nonce }`.
 *
 * @returns The policy with frozen copies of `credentials`, `credentialSets` and `sameHolder`. Throws `policy.*`.
 */
export function preparePolicy<P extends Asked>(policy: P): P {
  const { credentials, credentialSets, sameHolder } = policy;
  const asked: Asked = frozenCopy({
    credentials,
    ...(credentialSets !== undefined && { credentialSets }),
    ...(sameHolder !== undefined && { sameHolder }),
  });
  checkAsked(asked);
  prepared.set(asked.credentials, asked);
  return { ...policy, ...asked };
}

function isPrepared({ credentials, credentialSets, sameHolder }: Asked): boolean {
  const asked = prepared.get(credentials);
  return asked !== undefined && asked.credentialSets === credentialSets && asked.sameHolder === sameHolder;
}

function frozenCopy(asked: Asked): Asked {
  try {
    return deepFrozen(structuredClone(asked));
  } catch {
    return refuseQuery("they have something that JSON cannot express");
  }
}

function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
}

/** Refuses a policy that accepts more than its author meant. `now` in seconds. Throws `policy.*`. */
export function checkPolicy(policy: Policy, now: number): void {
  const { audience, nonce } = policy;
  if (typeof audience !== "string" || audience === "" || typeof nonce !== "string" || nonce.length < MIN_NONCE) {
    throw new DidimError("policy.unaddressed", "A policy needs an audience, and a nonce of at least 16 characters.");
  }
  if (!isPrepared(policy)) checkAsked(policy);
  checkSeconds("maxAge", policy.maxAge);
  checkSeconds("maxProofAge", policy.maxProofAge);
  checkSeconds("askedAt", policy.askedAt);
  checkSeconds("asOf", policy.asOf);
  if (policy.asOf !== undefined && policy.asOf > now + CLOCK_SKEW) {
    throw new DidimError("policy.as-of-future", "Nobody knows yet what will be good then.", { asOf: policy.asOf });
  }
}

function checkAsked(asked: Asked): void {
  checkShape(asked, refuseQuery);
  const { credentials, sameHolder = [] } = asked;
  if (credentials.length === 0) {
    throw new DidimError("policy.asks-nothing", "A policy must list the credentials that it asks for.");
  }
  credentials.forEach(checkRequirement);
  checkQueries(asked, refuseQuery);
  checkNothingUnused(asked);
  for (const path of sameHolder) checkSameHolder(path, credentials);
}

/** With NaN every comparison is false, and infinity would turn a check off. */
function checkSeconds(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return;
  throw new DidimError("policy.number", `${name} is not a number of whole seconds.`, { name, value });
}

function checkRequirement({ type, claims = [], issuers = [], authorities = [] }: CredentialRequirement): void {
  if (typeof type !== "string" || type === "") refuseQuery("a query names no type");
  // A policy read from JSON may have any value here.
  for (const claim of claims as readonly unknown[]) {
    if (typeof claim !== "object" || claim === null) checkPath(claim);
    else checkPath(claimQuery(claim as ClaimPath).path);
  }
  issuers.forEach(checkDid);
  authorities.forEach(checkDid);
}

function checkDid(did: string): void {
  try {
    canonicalDid(did);
  } catch (cause) {
    if (!isDidimError(cause)) throw cause;
    throw new DidimError("policy.did", "A policy names issuers and authorities by their did:ethr.", cause.details);
  }
}

function checkPath(path: unknown): asserts path is ClaimPath {
  if (isClaimPath(path)) return;
  throw new DidimError(
    "policy.claim-path",
    "A claim is named by its name, or by the names and places on the way to it.",
  );
}

function refuseQuery(why: string): never {
  throw new DidimError("policy.query", `The policy's queries are not what DCQL allows: ${why}.`, { why });
}

/** A query or claim that no set includes can never be answered; it is probably a mistake. */
function checkNothingUnused({ credentials, credentialSets }: Asked): void {
  const inSets = credentialSets?.flatMap(({ options }) => options.flat());
  const unused = credentials.find(({ id }) => inSets?.includes(id) === false);
  if (unused !== undefined) refuseQuery(`query ${unused.id} is in none of the credentialSets`);
  for (const query of credentials) {
    const { id, claims = [], claimSets } = query;
    const isUnused = claimSets !== undefined && askedClaims(query).length < claims.length;
    if (isUnused) refuseQuery(`a claim of query ${id} is in none of its claimSets`);
  }
}

/**
 * A wallet is not told which claims must be alike, so every query must ask for them. Otherwise honest holders would
 * look like two people.
 */
function checkSameHolder(path: ClaimPath, credentials: readonly CredentialRequirement[]): void {
  checkPath(path);
  const steps = stepsOf(path);
  if (steps.includes(null)) {
    throw new DidimError("policy.claim-path", "A path in sameHolder leads to one claim, and has no null in it.");
  }
  const leadsTo = (asked: ClaimPath): boolean => stepsOf(asked).every((step, i) => step === steps[i]);
  for (const query of credentials) {
    if (claimOptions(query).every((claims) => claims.some((claim) => leadsTo(claim.path)))) continue;
    throw new DidimError(
      "policy.same-holder",
      `Query ${query.id} does not ask for ${pathText(path)}, which must be alike in all credentials. Add it to the query's claims, and to each of its claimSets.`,
      { query: query.id, claim: pathText(path) },
    );
  }
}
