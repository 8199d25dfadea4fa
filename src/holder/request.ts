import { DidimError } from "../errors.ts";
import { MAX_PRESENTATION } from "../formats/limits.ts";
import type { ClaimPath, CredentialRequirement, Policy } from "../verdict/policy.ts";

/** What a verifier asks of a holder: the part of its policy that it tells. */
export interface PresentationRequest extends Pick<Policy, "audience" | "nonce" | "credentials" | "sameHolder"> {
  /** The DID that the verifier goes by; the protocol that carried the request has to have proved it. The audience, if that is a did:ethr. */
  readonly verifier?: string;
}

const MAX_CREDENTIALS = 16;
const MAX_CLAIMS = 64;

/** Throws `holder.request` for a request that no verifier of ours would make; what passes is bounded. */
export function checkRequest(request: PresentationRequest): void {
  const { audience, nonce, credentials, sameHolder = [] } = request;
  if (!isText(audience, 1, 2048)) throw refused("it has no audience");
  if (!isText(nonce, 16, 512)) throw refused("its nonce has less than 16 characters, or more than 512");
  if (!Array.isArray(credentials) || credentials.length === 0 || credentials.length > MAX_CREDENTIALS) {
    throw refused(`it asks for no credential, or for more than ${MAX_CREDENTIALS}`);
  }
  for (const { type, claims = [] } of credentials) {
    if (!isText(type, 1, 256)) throw refused("it names no type");
    checkPaths([...claims, ...sameHolder]);
  }
  if (new Set(credentials.map(({ type }) => type)).size < credentials.length)
    throw refused("it asks for one type twice");
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

export function stepsOf(path: ClaimPath): readonly (string | number)[] {
  return typeof path === "string" ? [path] : path;
}

function checkPaths(paths: readonly ClaimPath[]): void {
  if (paths.length > MAX_CLAIMS) throw refused(`it asks for more than ${MAX_CLAIMS} claims of one credential`);
  for (const path of paths) {
    const steps = stepsOf(path);
    const right =
      Array.isArray(steps) &&
      steps.length > 0 &&
      steps.every(isStep) &&
      JSON.stringify(steps).length <= MAX_PRESENTATION;
    if (!right) throw refused("a claim's path is none");
  }
}

function isStep(step: unknown): boolean {
  return typeof step === "string" || (typeof step === "number" && Number.isSafeInteger(step) && step >= 0);
}

function isText(value: unknown, least: number, most: number): boolean {
  return typeof value === "string" && value.length >= least && value.length <= most;
}

function refused(why: string): DidimError {
  return new DidimError("holder.request", `The verifier's request is refused: ${why}.`, { why });
}
