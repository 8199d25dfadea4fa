import { keccak256, sha256Base64url } from "../crypto/hash.ts";
import { parseDid } from "../did/did.ts";
import { type Bilingual, joinTexts } from "../errors/bilingual.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import {
  claimId,
  type RelyingPartiesAsOf,
  type RelyingPartyReader,
  type RelyingPartyRegistration,
} from "../records/relying-parties.ts";
import type { ClaimPath, ClaimPosition } from "../request/claim-path.ts";
import { askedClaims } from "../request/claims.ts";
import { documentBoundBy } from "../request/document-nonce.ts";
import { pathText, quotedAddress, quotedPath, quotedText, quotedValue } from "../request/path-text.ts";
import type { ClaimQuery, CredentialQuery, WalletRequest } from "../request/request.ts";
import type { Match } from "./match.ts";
import type { Asker } from "./request.ts";
import { listText, type ReviewCode, reviewText } from "./texts.ts";

/** Three outcomes, like a verdict: an inconclusive check never counts as "as registered". */
export type ReviewResult = "as registered" | "over-asking" | "indeterminate";

/**
 * Which verifier asks for which claims, and whether it is registered for them. The holder sees this before anything is
 * disclosed, and passes it back to agree.
 */
export interface Review {
  readonly result: ReviewResult;
  readonly text: Bilingual;
  /** SHA-256 of the whole request as it was read, base64url: the holder agrees to this request only. */
  readonly request: string;
  /** The verifier's DID, if one is named. It is only a claim where the result is "indeterminate". */
  readonly verifier?: string;
  readonly audience: string;
  readonly nonce: string;
  /**
   * The SHA-256, in hex, of the document that the nonce binds (see documentNonce()): the holder's answer signs it.
   * Absent if the nonce binds none.
   */
  readonly document?: string;
  /** The block at which the registry was read, and its time in seconds. Absent if the registry could not be read. */
  readonly asOf?: { readonly block: number; readonly time: number };
  /** One per query, including optional queries, and also if the registry could not be read. */
  readonly items: readonly ReviewItem[];
}

export interface ReviewItem {
  readonly outcome: ReviewResult;
  /** The query's id. */
  readonly query: string;
  readonly type: string;
  /** All claims that the verifier may see, by any of the query's claim sets, with the values that it asks about. */
  readonly asked: readonly ClaimQuery[];
  /** Claims that the wallet's best credential would also show, because it cannot withhold them. */
  readonly unasked: readonly ClaimPosition[];
  /** Claims that the verifier is not registered to ask for. Empty if the check was inconclusive. */
  readonly overAsked: readonly ClaimPath[];
  /** Absent if the verifier is not registered for this type, or if the check was inconclusive. */
  readonly registration?: Pick<RelyingPartyRegistration, "supervisor" | "until" | "names" | "contact" | "purpose">;
  readonly text: Bilingual;
}

/** A request, and who asks. */
export interface Asking {
  readonly request: WalletRequest;
  readonly asker: Asker;
}

/** The current time, and the maximum age of the relying-party registry's state. Seconds. */
export interface ReviewTime {
  readonly now: number;
  readonly maxAge: number;
}

/** Seconds. If the registry is further ahead of the wallet's clock, one of the two clocks is wrong. */
const AHEAD = 60;

/** The most unasked claims that a sentence names, and the most values of one claim. */
const MOST_UNASKED = 16;
const MOST_VALUES = 8;

/** Why it cannot be found out what a verifier may ask for. An error's code stands for itself. */
const WHY = {
  noDid: { en: "it names no DID", ko: "요청에 DID가 없음" },
  noRegistry: { en: "this wallet reads no registry", ko: "등록부를 읽지 않는 지갑" },
  otherChain: { en: "its DID is another chain's", ko: "다른 체인의 DID" },
} as const satisfies Record<string, Bilingual>;

/**
 * Reviews a request. If the registry cannot be reached, the result is "indeterminate"; it does not throw.
 *
 * @param asking The request, and who asks.
 * @param matches The credentials in the wallet that can answer the request.
 */
export async function reviewRequest(
  asking: Asking,
  matches: readonly Match[],
  reader: RelyingPartyReader | undefined,
  time: ReviewTime,
): Promise<Review> {
  const asked = asking.request.credentials.map((query, i) => itemOf(query, matches[i]));
  const unknown = (why: string | Bilingual): Review =>
    review(asking, "review.unknown", asked.map(unknownItem), { why });
  const { verifier, isProven } = asking.asker;
  if (verifier === undefined) return unknown(WHY.noDid);
  if (!isProven) return review(asking, "review.unproven", asked.map(unknownItem));
  if (reader === undefined) return unknown(WHY.noRegistry);
  try {
    const { identity, chainId } = parseDid(verifier);
    if (chainId !== reader.chainId) return unknown(WHY.otherChain);
    return await reviewBy(await reader.look(), asking, asked, identity, time);
  } catch (error) {
    return unknown(isDidimError(error) ? error.code : "facts.failed");
  }
}

async function reviewBy(
  registry: RelyingPartiesAsOf,
  asking: Asking,
  asked: readonly AskedItem[],
  relyingParty: string,
  { now, maxAge }: ReviewTime,
): Promise<Review> {
  const asOf = { block: Number(registry.block), time: registry.time };
  const age = now - registry.time;
  const untimely = (code: "review.stale" | "review.ahead", evidence: Readonly<Record<string, string>>): Review => ({
    ...review(asking, code, asked.map(unknownItem), evidence),
    asOf,
  });
  // Written so that NaN counts as too old.
  if (!(age <= maxAge)) return untimely("review.stale", { age: String(age), maxAge: String(maxAge) });
  if (!(age >= -AHEAD)) return untimely("review.ahead", { ahead: String(-age) });
  const items = await Promise.all(asked.map((each) => reviewItem(each, relyingParty, registry)));
  const overAsking = items.some(({ outcome }) => outcome === "over-asking");
  return { ...review(asking, overAsking ? "review.over-asking" : "review.as-registered", items), asOf };
}

/**
 * Throws unless the request is as registered, or the holder acknowledged its review. The acknowledged review must be of
 * this very request, with the same findings as now. Throws `holder.over-asking`, `holder.not-reviewed`,
 * `holder.review-changed`.
 *
 * @returns Whether the holder has acknowledged exactly this review.
 */
export function checkAgreed(found: Review, acknowledged: Review | undefined): boolean {
  const agreed = acknowledged !== undefined && comparisonTextOf(acknowledged) === comparisonTextOf(found);
  if (agreed || found.result === "as registered") return agreed;
  const { result: outcome, audience, text } = found;
  const known = found.items.filter((item) => item.outcome !== "indeterminate");
  const overAsked = Object.fromEntries(known.map((item) => [item.query, item.overAsked.map(pathText)]));
  if (acknowledged === undefined) {
    const code = outcome === "over-asking" ? "holder.over-asking" : "holder.not-reviewed";
    throw new DidimError(code, `${text.en} Show the review to the holder; who agrees passes it as \`acknowledge\`.`, {
      audience,
      overAsked,
      text,
    });
  }
  throw new DidimError(
    "holder.review-changed",
    "The review that was agreed to is of another request, or what is found or would be shown has changed. Review anew.",
    {
      audience,
      overAsked,
    },
  );
}

function comparisonTextOf({ request, result: outcome, verifier, audience, nonce, document, items }: Review): string {
  return JSON.stringify([
    request,
    outcome,
    verifier ?? null,
    audience,
    nonce,
    document ?? null,
    items.map(({ query, type, asked, unasked, overAsked, registration }) => [
      query,
      type,
      asked,
      unasked,
      overAsked,
      shownRegistration(registration),
    ]),
  ]);
}

/** The parts of a registration that the holder was shown. */
function shownRegistration(registration: ReviewItem["registration"]): unknown {
  if (registration === undefined) return null;
  const { names, contact, purpose } = registration;
  return [names.ko, names.en, contact, purpose];
}

type AskedItem = Pick<ReviewItem, "query" | "type" | "asked" | "unasked">;

function itemOf(query: CredentialQuery, match: Match | undefined): AskedItem {
  const unasked = match?.candidates[0]?.unasked ?? [];
  return { query: query.id, type: query.type, asked: askedClaims(query), unasked };
}

function unknownItem(item: AskedItem): ReviewItem {
  const claims = listText(pathsOf(item).map(quotedPath), Number.POSITIVE_INFINITY);
  return {
    outcome: "indeterminate",
    ...item,
    overAsked: [],
    text: itemText(item, "review.item-unknown", { claims }),
  };
}

async function reviewItem(item: AskedItem, relyingParty: string, registry: RelyingPartiesAsOf): Promise<ReviewItem> {
  const paths = pathsOf(item);
  const registration = await registry.registrationOf(relyingParty, keccak256(item.type));
  if (registration === undefined) {
    const text = itemText(item, "review.item-unregistered");
    return { outcome: "over-asking", ...item, overAsked: paths, text };
  }
  const { supervisor, until, names, contact, purpose, claims } = registration;
  const covered = new Set(claims.map((id) => id.toLowerCase()));
  const overAsked = paths.filter((path) => !covered.has(claimId(path)));
  const code = overAsked.length > 0 ? "review.item-over-asked" : "review.item-covered";
  return {
    outcome: overAsked.length > 0 ? "over-asking" : "as registered",
    ...item,
    overAsked,
    registration: { supervisor, until, names, contact, purpose },
    text: itemText(item, code, {
      purpose: quotedText(purpose),
      contact: quotedText(contact),
      name: { ko: quotedText(names.ko || names.en), en: quotedText(names.en || names.ko) },
      claims: overAsked.map(quotedPath).join(", "),
    }),
  };
}

function pathsOf({ asked }: AskedItem): readonly ClaimPath[] {
  return asked.map(({ path }) => path);
}

/** The item's sentence, followed by the values asked about and the claims that would be shown unasked. */
function itemText(
  { asked, unasked }: AskedItem,
  code: ReviewCode,
  evidence: Readonly<Record<string, string | Bilingual>> = {},
): Bilingual {
  const all = [reviewText(code, evidence)];
  const values = asked.flatMap((claim) => (claim.values === undefined ? [] : [valuesText(claim, claim.values)]));
  if (values.length > 0) all.push(reviewText("review.item-values", { values: values.join("; ") }));
  if (unasked.length > 0) {
    const shown = listText(unasked.map(quotedPath), MOST_UNASKED);
    all.push(reviewText("review.item-shows-more", { unasked: shown }));
  }
  return joinTexts(...all);
}

function valuesText({ path }: ClaimQuery, values: NonNullable<ClaimQuery["values"]>): string {
  const [told, more] = [values.slice(0, MOST_VALUES).map(quotedValue), values.length - MOST_VALUES];
  return `${quotedPath(path)} = ${told.join(" | ")}${more > 0 ? ` | +${more}` : ""}`;
}

const OUTCOMES = {
  "review.as-registered": "as registered",
  "review.over-asking": "over-asking",
  "review.unproven": "indeterminate",
  "review.unknown": "indeterminate",
  "review.stale": "indeterminate",
  "review.ahead": "indeterminate",
} as const satisfies Partial<Record<ReviewCode, ReviewResult>>;

function review(
  { request, asker: { verifier } }: Asking,
  code: keyof typeof OUTCOMES,
  items: readonly ReviewItem[],
  evidence: Readonly<Record<string, string | Bilingual>> = {},
): Review {
  const { audience, nonce } = request;
  const document = documentBoundBy(nonce);
  const named = verifier ?? audience;
  const texts = [reviewText(code, { verifier: verifier ?? quotedAddress(audience), ...evidence })];
  if (audience !== named) texts.push(reviewText("review.audience", { audience: quotedAddress(audience) }));
  if (document !== undefined) texts.push(reviewText("review.document", { document }));
  return {
    result: OUTCOMES[code],
    text: joinTexts(...texts),
    // readRequest() always writes the same members in the same order, so the hash is stable.
    request: sha256Base64url(JSON.stringify(request)),
    ...(verifier !== undefined && { verifier }),
    audience,
    nonce,
    ...(document !== undefined && { document }),
    items,
  };
}
