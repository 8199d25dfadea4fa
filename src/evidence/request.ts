import { isDidimError } from "../errors/error.ts";
import { type ClaimPath, isClaimPath } from "../request/claim-path.ts";
import type { CredentialRequirement, Policy } from "../verdict/policy.ts";
import { checkPolicy } from "../verdict/policy-check.ts";
import { listOf, malformed, members, text } from "./reading.ts";

/** What the verifier asked for: all of its policy but the times, in whose place are the evidence's own dates. */
export type EvidenceRequest = Pick<Policy, "audience" | "nonce" | "credentials" | "sameHolder">;

/**
 * A file of the first format has types and claims only. The second has all that a verifier can ask for, and is written where it asked for more. So a request has one spelling,
 * and one leaf, and files of the first format stay what they are.
 */
const FORMATS = ["didim-evidence/1", "didim-evidence/2"] as const;

export function formatOf({ credentials, sameHolder = [] }: EvidenceRequest): (typeof FORMATS)[number] {
  const more = ({ authorities, issuers, oneTimeCopies, optional }: CredentialRequirement): boolean =>
    authorities !== undefined || issuers !== undefined || oneTimeCopies === true || optional === true;
  return FORMATS[credentials.some(more) || sameHolder.length > 0 ? 1 : 0];
}

/** What the leaf is of, as JSON that has one spelling: docs/evidence.md. */
export function contentOf(request: EvidenceRequest, presentations: readonly string[]): string {
  const { audience, nonce, credentials, sameHolder = [] } = request;
  const format = formatOf(request);
  if (format === FORMATS[0]) {
    const asked = credentials.map(({ type, claims = [] }) => [type, claims]);
    return JSON.stringify([audience, nonce, asked, presentations]);
  }
  // No list is anybody, and an empty one nobody.
  const asked = credentials.map(({ type, claims = [], authorities = null, issuers = null, ...how }) => [
    ...[type, claims, authorities, issuers],
    ...[how.oneTimeCopies === true, how.optional === true],
  ]);
  return JSON.stringify([format, audience, nonce, asked, sameHolder, presentations]);
}

/** The request as a file has it. */
export function requestToJson({ audience, nonce, credentials, sameHolder = [] }: EvidenceRequest): object {
  const asked = credentials.map(({ type, claims = [], authorities, issuers, oneTimeCopies, optional }) => ({
    ...{ type, claims },
    ...(authorities && { authorities }),
    ...(issuers && { issuers }),
    ...(oneTimeCopies && { oneTimeCopies }),
    ...(optional && { optional }),
  }));
  return { audience, nonce, credentials: asked, ...(sameHolder.length > 0 && { sameHolder }) };
}

const MAX_CREDENTIALS = 16;
const MAX_NAMED = 256;

/** The request that a file of this format has. Throws `evidence.malformed`. */
export function requestOf(value: unknown, format: unknown): EvidenceRequest {
  const { audience, nonce, credentials, sameHolder } = members(
    "request",
    value,
    ["audience", "nonce", "credentials"],
    ["sameHolder"],
  );
  const request = {
    audience: text("request.audience", audience),
    nonce: text("request.nonce", nonce),
    credentials: listOf("request.credentials", credentials, MAX_CREDENTIALS, requirementOf),
    ...(sameHolder !== undefined && { sameHolder: someOf("request.sameHolder", sameHolder) }),
  };
  if (formatOf(request) !== format) throw malformed(`its format is not ${formatOf(request)}`);
  return checked(request);
}

function requirementOf(place: string, value: unknown): CredentialRequirement {
  const allowed = ["authorities", "issuers", "oneTimeCopies", "optional"];
  const { type, claims, authorities, issuers, ...how } = members(place, value, ["type", "claims"], allowed);
  for (const [name, set] of Object.entries(how)) if (set !== true) throw malformed(`${place}.${name} is not true`);
  return {
    type: text(`${place}.type`, type),
    claims: listOf(`${place}.claims`, claims, MAX_NAMED, claimOf),
    ...(authorities !== undefined && { authorities: listOf(`${place}.authorities`, authorities, MAX_NAMED, text) }),
    ...(issuers !== undefined && { issuers: listOf(`${place}.issuers`, issuers, MAX_NAMED, text) }),
    ...how,
  };
}

function someOf(place: string, value: unknown): ClaimPath[] {
  const claims = listOf(place, value, MAX_NAMED, claimOf);
  if (claims.length === 0) throw malformed(`${place} is there, and empty`);
  return claims;
}

function claimOf(place: string, value: unknown): ClaimPath {
  if (isClaimPath(value)) return value;
  throw malformed(`${place} is no claim's name or path`);
}

/** No verifier may ask with a policy that would not say what it means. */
function checked(request: EvidenceRequest): EvidenceRequest {
  try {
    checkPolicy(request, 0);
    return request;
  } catch (cause) {
    if (isDidimError(cause)) throw malformed(`its request is none: ${cause.message}`, cause);
    throw cause;
  }
}
