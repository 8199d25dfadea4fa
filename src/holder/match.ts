import type { Selection } from "../formats/format.ts";
import { type Formats, formatNamed } from "../formats/index.ts";
import { type ClaimPath, type ClaimPosition, onTheWay, saysSomething, selectedBy } from "../request/claim-path.ts";
import { isWithheld } from "../request/withheld.ts";
import type { CredentialRequirement } from "../verdict/policy.ts";
import { type HeldCredential, isCurrent } from "./entry.ts";
import { askedOf, type PresentationRequest, sameDid } from "./request.ts";

/** What the wallet has for one of the credentials asked for. */
export interface Match {
  readonly requirement: CredentialRequirement;
  /** Best first: fewest claims beyond what is asked, one-time copies where they are taken, then the newest. */
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly credential: HeldCredential;
  /** The claims that the verifier would see, and no others; WITHHELD stands for elements of a list that it would not. */
  readonly shows: Readonly<Record<string, unknown>>;
  /** Those among them that it did not ask for: the issuer left them open, or the format shows everything. */
  readonly unasked: readonly ClaimPosition[];
}

export function matchRequest(
  request: PresentationRequest,
  held: readonly HeldCredential[],
  { now, formats }: { readonly now: number; readonly formats: Formats },
): Match[] {
  return request.credentials.map((requirement) => {
    const asked = askedOf(request, requirement);
    const fitting = held.filter((credential) => fits(credential, requirement, asked, now));
    return { requirement, candidates: fitting.map((credential) => candidate(credential, asked, formats)).sort(better) };
  });
}

function fits(
  credential: HeldCredential,
  requirement: CredentialRequirement,
  asked: readonly ClaimPath[],
  now: number,
): boolean {
  const { type, issuers, oneTimeCopies = false } = requirement;
  return (
    credential.type === type &&
    isCurrent(credential, now) &&
    (issuers === undefined || issuers.some((did) => sameDid(did, credential.issuer))) &&
    (oneTimeCopies || !credential.oneTime) &&
    asked.every((path) => selectedBy(path, credential.claims).some(({ value }) => saysSomething(value)))
  );
}

/** What would be sent. */
export function selectionOf(
  { format, credential }: HeldCredential,
  asked: readonly ClaimPath[],
  formats: Formats,
): Selection {
  return formatNamed(format, formats).select(credential, asked);
}

function candidate(credential: HeldCredential, asked: readonly ClaimPath[], formats: Formats): Candidate {
  const shows = selectionOf(credential, asked, formats).shows();
  const wanted = asked.flatMap((path) => selectedBy(path, credential.claims).map(({ position }) => position));
  const unasked = leaves(shows).filter((place) => !wanted.some((position) => onTheWay(position, place)));
  return { credential, shows, unasked };
}

function leaves(value: unknown, at: ClaimPosition = []): ClaimPosition[] {
  if (typeof value !== "object" || value === null) return [at];
  const all: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  const members = all.filter(([, member]) => !isWithheld(member));
  if (members.length === 0) return at.length === 0 ? [] : [at];
  return members.flatMap(([step, member]) => leaves(member, [...at, step]));
}

function better(one: Candidate, other: Candidate): number {
  return (
    one.unasked.length - other.unasked.length ||
    Number(other.credential.oneTime) - Number(one.credential.oneTime) ||
    other.credential.issuedAt - one.credential.issuedAt
  );
}
