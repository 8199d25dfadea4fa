import { keccak256 } from "../crypto/hash.ts";
import { parseDid } from "../did/did.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import type { Words } from "../errors/words.ts";
import {
  claimId,
  type RelyingPartiesAsOf,
  type RelyingPartyReader,
  type RelyingPartyRegistration,
} from "../records/relying-parties.ts";
import type { ClaimPath } from "../request/claim-path.ts";
import { askedClaims } from "../request/claims.ts";
import { pathText } from "../request/path-text.ts";
import type { ClaimQuery, CredentialQuery, PresentationRequest } from "../request/request.ts";
import { verifierOf } from "./request.ts";
import { type ReviewCode, reviewWords } from "./words.ts";

/** Three, as of a verdict: what could not be found out is not "as registered". */
export type ReviewOutcome = "as registered" | "over-asking" | "indeterminate";

/** Who asks for what, and whether it is registered to: before anything is disclosed. For the holder to see, and to hand back if it is agreed to. */
export interface Review {
  readonly outcome: ReviewOutcome;
  readonly words: Words;
  /** The verifier's DID, if it named one. */
  readonly verifier?: string;
  readonly audience: string;
  readonly nonce: string;
  /** The block by which it was judged, and its time, seconds. Absent when the registry could not be read. */
  readonly asOf?: { readonly block: number; readonly time: number };
  /** One for each query, also for those that need not be answered. Empty when it could not be found out. */
  readonly items: readonly ReviewItem[];
}

export interface ReviewItem {
  /** The query's id. */
  readonly query: string;
  readonly type: string;
  /** All claims that it may come to see, by whichever of the query's claim sets, and the values that it asks about. */
  readonly asked: readonly ClaimQuery[];
  /** Claims that the verifier is not registered to ask for. */
  readonly overAsked: readonly ClaimPath[];
  /** Absent: it may not ask for this type at all. */
  readonly registration?: Pick<RelyingPartyRegistration, "supervisor" | "until" | "names" | "contact" | "purpose">;
  readonly outcome: Exclude<ReviewOutcome, "indeterminate">;
  readonly words: Words;
}

/** How old the registry of relying parties may be, and when that is asked. Seconds. */
export interface ReviewTime {
  readonly now: number;
  readonly maxAge: number;
}

/** A registry further ahead of the wallet's clock than this, seconds: one of the two clocks is wrong. */
const AHEAD = 60;

/** Never throws for a registry out of reach: that is an outcome. */
export async function reviewRequest(
  request: PresentationRequest,
  reader: RelyingPartyReader | undefined,
  time: ReviewTime,
): Promise<Review> {
  const verifier = verifierOf(request);
  if (verifier === undefined) return review(request, "review.unknown", [], { why: "it names no DID" });
  if (reader === undefined) return review(request, "review.unknown", [], { why: "this wallet reads no registry" });
  try {
    const { identity, chainId } = parseDid(verifier);
    if (chainId !== reader.chainId) {
      return review(request, "review.unknown", [], { why: "its DID is another chain's" });
    }
    return await reviewBy(await reader.look(), request, identity, time);
  } catch (error) {
    return review(request, "review.unknown", [], { why: isDidimError(error) ? error.code : "facts.failed" });
  }
}

async function reviewBy(
  registry: RelyingPartiesAsOf,
  request: PresentationRequest,
  relyingParty: string,
  { now, maxAge }: ReviewTime,
): Promise<Review> {
  const asOf = { block: Number(registry.block), time: registry.time };
  const age = now - registry.time;
  // What is no number is no age either: it must not pass for young.
  if (!(age <= maxAge)) {
    return { ...review(request, "review.stale", [], { age: String(age), maxAge: String(maxAge) }), asOf };
  }
  if (!(age >= -AHEAD)) return { ...review(request, "review.ahead", [], { ahead: String(-age) }), asOf };
  const items = await Promise.all(request.credentials.map((each) => reviewItem(each, relyingParty, registry)));
  const overAsking = items.some(({ outcome }) => outcome === "over-asking");
  return { ...review(request, overAsking ? "review.over-asking" : "review.as-registered", items), asOf };
}

/**
 * Throws unless the request is as registered, or the holder hands back the review that says what is not: it must be of this very request,
 * and say what is found now. `holder.over-asking`, `holder.not-reviewed`, `holder.review-changed`.
 *
 * @returns Whether the holder has agreed to just this request.
 */
export function checkAgreed(found: Review, acknowledged: Review | undefined): boolean {
  const agreed = acknowledged !== undefined && essence(acknowledged) === essence(found);
  if (agreed || found.outcome === "as registered") return agreed;
  const { outcome, audience, words } = found;
  const overAsked = Object.fromEntries(found.items.map((item) => [item.query, item.overAsked.map(pathText)]));
  if (acknowledged === undefined) {
    const code = outcome === "over-asking" ? "holder.over-asking" : "holder.not-reviewed";
    throw new DidimError(code, `${words.en} Show the review to the holder; who agrees passes it as \`acknowledge\`.`, {
      audience,
      overAsked,
      words,
    });
  }
  throw new DidimError(
    "holder.review-changed",
    "The review that was agreed to is of another request, or no longer what is found. Review anew.",
    {
      audience,
      overAsked,
    },
  );
}

function essence({ outcome, verifier, audience, nonce, items }: Review): string {
  return JSON.stringify([
    outcome,
    verifier ?? null,
    audience,
    nonce,
    items.map(({ query, type, asked, overAsked, registration }) => [
      query,
      type,
      asked,
      overAsked,
      saidOf(registration),
    ]),
  ]);
}

/** What the holder was shown of a registration. */
function saidOf(registration: ReviewItem["registration"]): unknown {
  if (registration === undefined) return null;
  const { names, contact, purpose } = registration;
  return [names.ko, names.en, contact, purpose];
}

async function reviewItem(
  query: CredentialQuery,
  relyingParty: string,
  registry: RelyingPartiesAsOf,
): Promise<ReviewItem> {
  const { id, type } = query;
  const asked = askedClaims(query);
  const paths = asked.map(({ path }) => path);
  const registration = await registry.registrationOf(relyingParty, keccak256(type));
  if (registration === undefined) {
    const words = reviewWords("review.item-unregistered");
    return { query: id, type, asked, overAsked: paths, outcome: "over-asking", words };
  }
  const { supervisor, until, names, contact, purpose, claims } = registration;
  const covered = new Set(claims.map((id) => id.toLowerCase()));
  const overAsked = paths.filter((path) => !covered.has(claimId(path)));
  const code = overAsked.length > 0 ? "review.item-over-asked" : "review.item-covered";
  return {
    query: id,
    type,
    asked,
    overAsked,
    registration: { supervisor, until, names, contact, purpose },
    outcome: overAsked.length > 0 ? "over-asking" : "as registered",
    words: reviewWords(code, {
      purpose,
      contact,
      name: { ko: names.ko || names.en, en: names.en || names.ko },
      claims: overAsked.map(pathText).join(", "),
    }),
  };
}

const OUTCOMES = {
  "review.as-registered": "as registered",
  "review.over-asking": "over-asking",
  "review.unknown": "indeterminate",
  "review.stale": "indeterminate",
  "review.ahead": "indeterminate",
} as const satisfies Partial<Record<ReviewCode, ReviewOutcome>>;

function review(
  request: PresentationRequest,
  code: keyof typeof OUTCOMES,
  items: readonly ReviewItem[],
  evidence: Readonly<Record<string, string>> = {},
): Review {
  const verifier = verifierOf(request);
  const { audience, nonce } = request;
  const words = reviewWords(code, { verifier: verifier ?? audience, ...evidence });
  return { outcome: OUTCOMES[code], words, ...(verifier !== undefined && { verifier }), audience, nonce, items };
}
