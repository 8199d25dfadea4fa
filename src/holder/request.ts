import { canonicalDid } from "../did/did.ts";
import { DidimError } from "../errors/error.ts";
import { hasUnseen } from "../errors/text.ts";
import { type ClaimPath, isClaimPath, stepsOf } from "../request/claim-path.ts";
import type { CredentialRequirement, Policy } from "../verdict/policy.ts";

/** What a verifier asks of a holder: the part of its policy that it tells. */
export interface PresentationRequest extends Pick<Policy, "audience" | "nonce" | "credentials" | "sameHolder"> {
  /** The DID that the verifier goes by; the protocol that carried the request has to have proved it. The audience, if that is a did:ethr. */
  readonly verifier?: string;
}

const MAX_CREDENTIALS = 16;
const MAX_CLAIMS = 64;
const MAX_DIDS = 64;
const MAX_NAME = 256;
const MAX_ADDRESS = 2048;

/**
 * A copy of the request, of what is known only, so that what was looked at is what is answered. Throws `holder.request` for one that no verifier of ours
 * would make, whatever it is made of; what passes is bounded, and nothing in it is unseen on a screen.
 */
export function readRequest(request: unknown): PresentationRequest {
  const { audience, nonce, credentials, sameHolder, verifier } = membersOf(request);
  if (!isText(nonce, 16, 512)) throw refused("its nonce has less than 16 characters, or more than 512");
  if (!Array.isArray(credentials) || credentials.length === 0 || credentials.length > MAX_CREDENTIALS) {
    throw refused(`it asks for no credential, or for more than ${MAX_CREDENTIALS}`);
  }
  const same = pathsIn(sameHolder);
  const requirements = credentials.map((each) => requirementIn(each, same ?? []));
  if (new Set(requirements.map(({ type }) => type)).size < requirements.length)
    throw refused("it asks for one type twice");
  return {
    audience: addressIn(audience, "it has no audience"),
    nonce,
    credentials: requirements,
    ...(same && { sameHolder: same }),
    ...(verifier !== undefined && { verifier: verifierIn(verifier, audience) }),
  };
}

function requirementIn(value: unknown, same: readonly ClaimPath[]): CredentialRequirement {
  const { type, claims, authorities, issuers, oneTimeCopies, optional } = membersOf(value);
  if (!isText(type, 1, MAX_NAME)) throw refused("it names no type");
  const asked = pathsIn(claims);
  if ((asked ?? []).length + same.length > MAX_CLAIMS)
    throw refused(`it asks for more than ${MAX_CLAIMS} claims of one credential`);
  return {
    type,
    ...(asked && { claims: asked }),
    ...(authorities !== undefined && { authorities: didsIn(authorities) }),
    ...(issuers !== undefined && { issuers: didsIn(issuers) }),
    ...(oneTimeCopies !== undefined && { oneTimeCopies: yesOrNo(oneTimeCopies) }),
    ...(optional !== undefined && { optional: yesOrNo(optional) }),
  };
}

/** Who is registered must be whom the answer is for: else one verifier asks in its own name for what another one will accept. */
function verifierIn(verifier: unknown, audience: unknown): string {
  const did = addressIn(verifier, "its verifier is no DID on one line");
  if (String(audience).startsWith("did:") && !sameDid(did, String(audience)))
    throw refused("it is addressed to another DID than the verifier's");
  return did;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  throw refused("a part of it is no object");
}

function addressIn(value: unknown, why: string): string {
  if (isText(value, 1, MAX_ADDRESS) && !/\s/.test(value)) return value;
  throw refused(why);
}

function didsIn(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.length <= MAX_DIDS && value.every((did) => isText(did, 1, MAX_ADDRESS)))
    return [...value];
  throw refused(`it names issuers or authorities by what is no list of at most ${MAX_DIDS}`);
}

function yesOrNo(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw refused("it answers yes or no by something else");
}

/** What is asked of one credential: its claims, and those by which all must be of one person. */
export function askedOf(request: PresentationRequest, { claims = [] }: CredentialRequirement): ClaimPath[] {
  const asked = [...claims, ...(request.sameHolder ?? [])];
  return [...new Map(asked.map((path) => [JSON.stringify(stepsOf(path)), path])).values()];
}

/** The DID of whoever asks, if it is one that the registry can know. */
export function verifierOf({ verifier, audience }: PresentationRequest): string | undefined {
  return verifier ?? (audience.startsWith("did:ethr:") ? audience : undefined);
}

/** Verifiers compare spellings of a DID away; what is no DID of ours is the same as itself only. */
export function sameDid(one: string, other: string): boolean {
  try {
    return one === other || canonicalDid(one) === canonicalDid(other);
  } catch {
    return false;
  }
}

function pathsIn(value: unknown): readonly ClaimPath[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length > MAX_CLAIMS)
    throw refused(`it asks for more than ${MAX_CLAIMS} claims of one credential`);
  return value.map(pathIn);
}

function pathIn(path: unknown): ClaimPath {
  const right =
    isClaimPath(path) && stepsOf(path).every((step) => typeof step !== "string" || isText(step, 1, MAX_NAME));
  if (right) return typeof path === "string" ? path : [...path];
  throw refused("a claim's path is none");
}

/** Characters that draw nothing, or mislead, make a request read as what it is not. */
function isText(value: unknown, least: number, most: number): value is string {
  return typeof value === "string" && value.length >= least && value.length <= most && !hasUnseen(value);
}

function refused(why: string): DidimError {
  return new DidimError("holder.request", `The verifier's request is refused: ${why}.`, { why });
}
