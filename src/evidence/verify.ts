import { isDidimError } from "../errors/error.ts";
import type { Facts } from "../facts/facts.ts";
import { createProofFacts } from "../facts/proof/proof.ts";
import type { PresentedCredential } from "../formats/format.ts";
import { decode, type Formats } from "../formats/index.ts";
import type { CredentialRequirement, CredentialSetQuery } from "../request/request.ts";
import type { TrustAnchor } from "../trust-anchor/anchor.ts";
import { CLOCK_SKEW } from "../verdict/checks/holder-binding.ts";
import { SealedClock } from "../verdict/clock.ts";
import { conclude, withFindings } from "../verdict/conclude.ts";
import { indeterminate, invalid, valid } from "../verdict/finding.ts";
import type { Policy } from "../verdict/policy.ts";
import type { Finding, Verdict } from "../verdict/verdict.ts";
import { verify } from "../verifier/verify.ts";
import { bindsDocument } from "./document.ts";
import { type Evidence, readEvidence } from "./file.ts";
import { judgeLater } from "./later.ts";
import { anchoredBy, inForce, ofTheirChain, type SignedAlong, signedAlong } from "./read-dates.ts";

/**
 * The default maximum between the block that the holder signed along and the anchoring, in seconds. Roots are anchored
 * daily.
 */
export const DEFAULT_WINDOW = 2 * 86_400;

export interface EvidenceOptions {
  /**
   * Trust anchors of that time, from an archive that the reader trusts: the last one advanced before the block that the
   * holder signed along, and the last one before the block that dates the evidence. They are often the same.
   */
  readonly anchors: readonly TrustAnchor[];
  /** The reader's clock. */
  readonly clock: SealedClock;
  /** The reader's own requirements, under the ids of the verifier's queries. Default: the verifier's queries. */
  readonly requirements?: readonly CredentialRequirement[];
  /**
   * Alternatives among `requirements`, or among the verifier's queries. Default: all `requirements` are required;
   * without `requirements`, the verifier's sets apply.
   */
  readonly requirementSets?: readonly CredentialSetQuery[];
  /** Claims that must be equal in all credentials. Default: those of the verifier. */
  readonly sameHolder?: Policy["sameHolder"];
  /** The document that must have been signed: the nonce must be one that documentNonce() made for it. */
  readonly document?: Uint8Array;
  /** The most seconds between the two dates. Default: {@link DEFAULT_WINDOW}. */
  readonly window?: number;
  /**
   * If given, the registries are asked what became known later: what counts even now (a key stolen earlier, an
   * accreditation by a thief), and what else has changed, for information. The facts must be as fresh as for a present
   * verification, by `clock`.
   */
  readonly later?: Facts;
  /** The accepted formats. Default: all formats of Didim. */
  readonly formats?: Formats;
}

export interface EvidenceVerdict extends Verdict {
  /** The time range in which the holder signed, in seconds since 1970. Absent if it could not be proved. */
  readonly signed?: { readonly notBefore: number; readonly notAfter: number };
}

/**
 * Verifies evidence by itself, even if the chain no longer exists: whether the credentials were genuine, belonged to
 * the holder, came from an entitled issuer, and were valid when the holder signed. The verdict is that of a verifier at
 * the moment of the anchoring, about the block that the holder signed along. It is as known at that
 * block (`asKnownAt`); the two dates limit how old the block can have been.
 *
 * @returns A verdict like that of verify(), with the dates on both sides. Throws DidimError `policy.*` for invalid or
 * ambiguous requirements, and `evidence.malformed` for evidence that no file could contain, such as an answer to no
 * query.
 */
export async function verifyEvidence(given: Evidence, options: EvidenceOptions): Promise<EvidenceVerdict> {
  const evidence = readEvidence(given);
  const found = read(evidence, options);
  if ("finding" in found) {
    const decidedAt = options.clock.now();
    return conclude({ source: "proof", decidedAt, credentials: [], presentation: [found.finding] });
  }
  const { credentials, anchor, along, notAfter } = found;
  const clock = new SealedClock({ now: () => notAfter });
  const facts = createProofFacts({ anchor, clock, pin: along.numbers });
  const policy = policyOf(evidence, along, options);
  const verdict = await verify(evidence.presentations, policy, facts, clock, options.formats);
  const moments = { notAfter, now: options.clock.now(), clock: options.clock.own() };
  const later = options.later === undefined ? [] : await judgeLater(credentials, options.later, moments);
  const dated = isProved(verdict);
  const findings = [
    ...(dated ? [judgeDates(found, options)] : []),
    ...judgeDocument(evidence, options),
    ...credentials.flatMap((each, i) => judgeOrder(each, along.times[i])),
    ...later,
  ];
  return { ...withFindings(verdict, findings), ...(dated && { signed: { notBefore: along.time, notAfter } }) };
}

/**
 * Whether the holders' signatures and the blocks signed along are proved. Without that, the blocks' times are a
 * stranger's claims.
 */
function isProved({ asOf, credentials }: Verdict): boolean {
  return asOf !== undefined && credentials.every(({ checks }) => checks.holderBinding.outcome === "valid");
}

/** What is known before the five checks. */
interface Read {
  readonly credentials: readonly PresentedCredential[];
  /** The anchor in force at the time of the block that the holder signed along. */
  readonly anchor: TrustAnchor;
  readonly along: SignedAlong;
  readonly notAfter: number;
}

function read(evidence: Evidence, options: EvidenceOptions): Read | { readonly finding: Finding } {
  try {
    const presentations = Object.values(evidence.presentations).flat();
    const credentials = presentations.flatMap((text) => decode(text, options.formats));
    if (credentials.length === 0) return { finding: invalid("presentation.empty") };
    const anchors = ofTheirChain(options.anchors, credentials);
    const along = signedAlong(credentials);
    const notAfter = anchoredBy(evidence, anchors, options.clock.own());
    // The question must not be about a moment after the anchoring.
    if (along.time > notAfter + CLOCK_SKEW) {
      return { finding: invalid("evidence.anchored-before", { from: along.time, until: notAfter }) };
    }
    return { credentials, anchor: inForce(anchors, along.time, along.block), along, notAfter };
  } catch (error) {
    return { finding: findingOf(error) };
  }
}

/** A disproved claim makes the evidence invalid; an unproved one makes it indeterminate. */
function findingOf(error: unknown): Finding {
  const known = isDidimError(error) ? error : undefined;
  const code = known?.code ?? "facts.failed";
  if (code === "evidence.not-anchored") return invalid(code, { until: Number(known?.details.time) });
  if (code === "evidence.not-covered") return invalid(code);
  if (/^(format|did)\./.test(code)) return invalid("presentation.unreadable", { why: code });
  return code === "evidence.undated" ? indeterminate(code) : indeterminate("evidence.unproved", { why: code });
}

type Asked = Pick<Policy, "credentials" | "credentialSets">;

/**
 * The policy of a verifier at that time. A signature without a time of its own counts as signed at the block's time.
 */
function policyOf({ request }: Evidence, { time: askedAt }: SignedAlong, options: EvidenceOptions): Policy {
  const { audience, nonce, verifier } = request;
  const { requirements, window = DEFAULT_WINDOW } = options;
  const asked: Asked = requirements === undefined ? request : { credentials: requirements };
  const { requirementSets: credentialSets = asked.credentialSets, sameHolder = request.sameHolder } = options;
  return {
    audience,
    nonce,
    ...(verifier !== undefined && { verifier }),
    credentials: asked.credentials,
    ...(credentialSets !== undefined && { credentialSets }),
    ...(sameHolder !== undefined && { sameHolder }),
    ...{ askedAt, maxAge: window, maxProofAge: window },
  };
}

function judgeDates({ along, notAfter }: Read, { window = DEFAULT_WINDOW }: EvidenceOptions): Finding {
  const evidence = { from: along.time, until: notAfter, window };
  return notAfter - along.time > window
    ? indeterminate("evidence.window", evidence)
    : valid("evidence.dated", evidence);
}

function judgeDocument({ request }: Evidence, { document }: EvidenceOptions): readonly Finding[] {
  return document === undefined || bindsDocument(request.nonce, document) ? [] : [invalid("evidence.other-document")];
}

/**
 * A holder cannot have signed a block before it existed, so a signing time before the block is false. A proof without a
 * signing time is not checked.
 */
function judgeOrder({ holderProof }: PresentedCredential, block = 0): readonly Finding[] {
  const signedAt = holderProof?.issuedAt;
  if (signedAt === undefined || signedAt >= block - CLOCK_SKEW) return [];
  return [invalid("evidence.backdated", { signedAt, blockTime: block })];
}
