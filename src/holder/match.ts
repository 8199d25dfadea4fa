import type { Selection } from "../formats/format.ts";
import { type Formats, formatNamed } from "../formats/index.ts";
import { type ClaimPosition, Positions } from "../request/claim-path.ts";
import { answering, claimOptions } from "../request/claims.ts";
import type { CredentialRequirement, WalletRequest } from "../request/request.ts";
import { isRequired, setsOf } from "../request/sets.ts";
import { isWithheld } from "../request/withheld.ts";
import { type HeldCredential, isCurrent } from "./entry.ts";
import { sameDid } from "./request.ts";

/** The credentials in the wallet that can answer a request. */
export interface Matches {
  /** One per query, in the order of the queries. */
  readonly queries: readonly Match[];
  /** The request's credential sets, in their order. Without any, each query is a set of its own. */
  readonly sets: readonly SetMatch[];
}

/** The credentials in the wallet that can answer one query. */
export interface Match {
  readonly query: CredentialRequirement;
  /**
   * Best first: the fewest claims beyond those asked for, then the most preferred claim set, then one-time copies if
   * the query accepts them, then the newest.
   */
  readonly candidates: readonly Candidate[];
}

/** A credential set, and which of its options the wallet can answer. */
export interface SetMatch {
  readonly required: boolean;
  /** The most preferred option first. */
  readonly options: readonly { readonly queries: readonly string[]; readonly canAnswer: boolean }[];
}

export interface Candidate {
  readonly credential: HeldCredential;
  /** The claims that the query asks for, by the first of its claim sets that this credential has completely. */
  readonly asked: readonly ClaimPosition[];
  /** The claims that the verifier would see. WITHHELD replaces withheld list elements. */
  readonly shows: Readonly<Record<string, unknown>>;
  /**
   * Claims among them that the verifier did not ask for: the issuer left them always visible, or the format shows every
   * claim.
   */
  readonly unasked: readonly ClaimPosition[];
}

export function matchRequest(
  request: WalletRequest,
  held: readonly HeldCredential[],
  { now, formats }: { readonly now: number; readonly formats: Formats },
): Matches {
  const queries = request.credentials.map((query) => {
    const fitting = held.filter((credential) => fits(credential, query, now));
    const found = fitting.flatMap((credential) => candidate(credential, query, formats) ?? []);
    return { query, candidates: found.sort(better).map(({ rank: _, ...each }) => each) };
  });
  const can = answerable(queries);
  const sets = setsOf(request).map((set) => ({
    required: isRequired(set),
    options: set.options.map((ids) => ({ queries: ids, canAnswer: ids.every((id) => can.has(id)) })),
  }));
  return { queries, sets };
}

/** The ids of the queries for which the wallet has a candidate. */
export function answerable(queries: readonly Match[]): ReadonlySet<string> {
  return new Set(queries.filter(({ candidates }) => candidates.length > 0).map(({ query }) => query.id));
}

function fits(credential: HeldCredential, query: CredentialRequirement, now: number): boolean {
  const { type, format, issuers, oneTimeCopies = false } = query;
  return (
    credential.type === type &&
    (format === undefined || format === credential.format) &&
    isCurrent(credential, now) &&
    (issuers === undefined || issuers.some((did) => sameDid(did, credential.issuer))) &&
    (oneTimeCopies || !credential.oneTime)
  );
}

/** The part of the credential that would be sent. */
export function selectionOf(
  { credential, asked }: Pick<Candidate, "credential" | "asked">,
  formats: Formats,
): Selection {
  return formatNamed(credential.format, formats).select(credential.credential, asked);
}

/** A candidate, and the index of the claim set that it answers. */
type Ranked = Candidate & { readonly rank: number };

/** Undefined if the credential has none of the query's claim sets completely. */
function candidate(credential: HeldCredential, query: CredentialRequirement, formats: Formats): Ranked | undefined {
  const options = claimOptions(query);
  // Look up each claim once, even if several sets name it.
  const has = new Map([...new Set(options.flat())].map((claim) => [claim, answering(claim, credential.claims)]));
  const rank = options.findIndex((claims) => claims.every((claim) => (has.get(claim)?.length ?? 0) > 0));
  const asked = options[rank]?.flatMap((claim) => (has.get(claim) ?? []).map(({ position }) => position));
  if (asked === undefined) return undefined;
  const shows = selectionOf({ credential, asked }, formats).shows();
  const positions = new Positions(asked);
  const unasked = leaves(shows).filter((place) => !positions.touch(place));
  return { credential, asked, shows, unasked, rank };
}

function leaves(value: unknown, at: ClaimPosition = []): ClaimPosition[] {
  if (typeof value !== "object" || value === null) return [at];
  const all: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  const members = all.filter(([, member]) => !isWithheld(member));
  if (members.length === 0) return at.length === 0 ? [] : [at];
  return members.flatMap(([step, member]) => leaves(member, [...at, step]));
}

function better(one: Ranked, other: Ranked): number {
  return (
    one.unasked.length - other.unasked.length ||
    one.rank - other.rank ||
    Number(other.credential.oneTime) - Number(one.credential.oneTime) ||
    other.credential.issuedAt - one.credential.issuedAt
  );
}
