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
import { bad, good, unknown } from "../verdict/finding.ts";
import type { Policy } from "../verdict/policy.ts";
import { isoOf } from "../verdict/time.ts";
import type { Finding, Verdict } from "../verdict/verdict.ts";
import { verify } from "../verifier/verify.ts";
import { anchoredBy, inForce, ofTheirChain, type SignedAlong, signedAlong } from "./dates.ts";
import { bindsDocument } from "./document.ts";
import { type Evidence, readEvidence } from "./file.ts";
import { judgeLater } from "./later.ts";

/** The most seconds between the block that the holder signed along and the anchoring, if nothing else is said: roots are anchored daily. */
export const DEFAULT_WINDOW = 2 * 86_400;

export interface EvidenceOptions {
  /**
   * Trust anchors as they were in force then, from an archive that the reader trusts: the last one advanced before the block that the holder signed along, and the
   * last before the block that dates the evidence; mostly the same.
   */
  readonly anchors: readonly TrustAnchor[];
  /** The reader's time. */
  readonly clock: SealedClock;
  /** What the reader wants to see proved, under the ids of the verifier's queries; what the verifier asked for then, if not given. */
  readonly requirements?: readonly CredentialRequirement[];
  /**
   * The alternatives among these, or among the verifier's own queries. If not given, `requirements` are all required,
   * and the verifier's own queries as the verifier asked then.
   */
  readonly requirementSets?: readonly CredentialSetQuery[];
  /** The claims that the reader wants to see alike in all; those of the verifier, if not given. */
  readonly sameHolder?: Policy["sameHolder"];
  /** What must have been signed by it: the nonce must be one that documentNonce() made for it. */
  readonly document?: Uint8Array;
  /** How many seconds may lie between the two dates; {@link DEFAULT_WINDOW} if not given. */
  readonly window?: number;
  /**
   * Where the registries are asked what became known since, if they can still be asked: what counts even now (a key
   * that was stolen before, an accreditation that was a thief's), and, for the reader's information, what else has
   * changed. As fresh as at a gate, by `clock`.
   */
  readonly later?: Facts;
  /** What the presentations may be written in; all formats that Didim knows, if not given. */
  readonly formats?: Formats;
}

export interface EvidenceVerdict extends Verdict {
  /** When the holder signed, in seconds: between these. Absent where that could not be found out. */
  readonly signed?: { readonly notBefore: number; readonly notAfter: number };
}

/**
 * Was it genuine, theirs, from an entitled issuer, and good when they signed? From the evidence alone, with the chain
 * gone: the verdict is that of a verifier at the moment when the evidence was anchored, about the block that the holder
 * signed along (DESIGN §3, rule 6). The reader pins that block: the verdict is as known at it (`asKnownAt`), and the
 * dates on both sides bound how old it can have been.
 *
 * @returns A verdict like that of verify(), with the dates on both sides. Throws DidimError `policy.*` for requirements
 * that would not say what they mean, and `evidence.malformed` for evidence that no file could hold, such as one with an
 * answer to no query of its request.
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

/** That somebody signed, and that the blocks signed along were sealed: before, their time is what a stranger wrote. */
function isProved({ asOf, credentials }: Verdict): boolean {
  return asOf !== undefined && credentials.every(({ checks }) => checks.holderBinding.outcome === "valid");
}

/** What can be known before the five checks. */
interface Read {
  readonly credentials: readonly PresentedCredential[];
  /** The one in force when the block was that the holder signed along. */
  readonly anchor: TrustAnchor;
  readonly along: SignedAlong;
  readonly notAfter: number;
}

function read(evidence: Evidence, options: EvidenceOptions): Read | { readonly finding: Finding } {
  try {
    const presentations = Object.values(evidence.presentations).flat();
    const credentials = presentations.flatMap((text) => decode(text, options.formats));
    if (credentials.length === 0) return { finding: bad("presentation.empty") };
    const anchors = ofTheirChain(options.anchors, credentials);
    const along = signedAlong(credentials);
    const notAfter = anchoredBy(evidence, anchors, options.clock.own());
    // Nobody can be asked what held at a moment that he has not reached.
    if (along.time > notAfter + CLOCK_SKEW) {
      return { finding: bad("evidence.anchored-before", { from: isoOf(along.time), until: isoOf(notAfter) }) };
    }
    return { credentials, anchor: inForce(anchors, along.time, along.block), along, notAfter };
  } catch (error) {
    return { finding: findingOf(error) };
  }
}

/** What is shown to be otherwise fails; what could not be shown is not known. */
function findingOf(error: unknown): Finding {
  const known = isDidimError(error) ? error : undefined;
  const code = known?.code ?? "facts.failed";
  if (code === "evidence.not-anchored") return bad(code, { until: isoOf(Number(known?.details.time)) });
  if (code === "evidence.not-covered") return bad(code);
  if (/^(format|did)\./.test(code)) return bad("presentation.unreadable", { why: code });
  return code === "evidence.undated" ? unknown(code) : unknown("evidence.unproved", { why: code });
}

type Asked = Pick<Policy, "credentials" | "credentialSets">;

/**
 * All that a verifier of then would ask. A signature without a time of its own is no older than the block that it
 * covers.
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
  const evidence = { from: isoOf(along.time), until: isoOf(notAfter), window };
  return notAfter - along.time > window ? unknown("evidence.window", evidence) : good("evidence.dated", evidence);
}

function judgeDocument({ request }: Evidence, { document }: EvidenceOptions): readonly Finding[] {
  return document === undefined || bindsDocument(request.nonce, document) ? [] : [bad("evidence.other-document")];
}

/**
 * Nobody signs a block's hash before there is the block: who says so says when he did not sign. Who says no time says
 * nothing.
 */
function judgeOrder({ holderProof }: PresentedCredential, block = 0): readonly Finding[] {
  const signedAt = holderProof?.issuedAt;
  if (signedAt === undefined || signedAt >= block - CLOCK_SKEW) return [];
  return [bad("evidence.backdated", { signedAt: isoOf(signedAt), block: isoOf(block) })];
}
