import { parseDid } from "../did/did.ts";
import { DidimError } from "../errors/error.ts";
import { askFacts } from "../facts/ask.ts";
import type { Facts, FactsAnswer } from "../facts/facts.ts";
import { queryFor } from "../facts/query.ts";
import type { PresentedCredential } from "../formats/format.ts";
import { decode, type Formats } from "../formats/index.ts";
import { judgeFreshness } from "../verdict/checks/freshness.ts";
import { judgeIssuerKey } from "../verdict/checks/issuer-key.ts";
import { judgeSignature } from "../verdict/checks/signature.ts";
import { type Clock, systemClock } from "../verdict/clock.ts";
import { outcomeOf, unknown } from "../verdict/finding.ts";
import { DEFAULT_MAX_AGE } from "../verdict/policy.ts";
import type { Finding } from "../verdict/verdict.ts";

/** What a credential says of itself, once its issuer's signature was verified. */
export interface IssuedCredential {
  /** The issuer's identity: the address in its DID, lower case. */
  readonly issuer: string;
  readonly type: string;
  /** Seconds. */
  readonly issuedAt: number;
  /** Where its status is kept: a list of the issuer. Absent on one-time copies. */
  readonly status?: { readonly list: number; readonly index: number };
}

export interface ReadingOptions {
  readonly facts: Facts;
  readonly clock?: Clock;
  /** What it may be written in; all formats that Didim knows, if not given. */
  readonly formats?: Formats;
}

/**
 * Reads a credential that somebody handed in, to act upon it: to suspend or revoke it. It is what its issuer issued:
 * signed by a key that the registry has for the issuer named in it, dated within that key's epoch, and the key was not
 * stolen. Whoever holds a stolen key could name any place of the issuer's lists. Whether the issuer is accredited plays
 * no part: it can revoke afterwards, too. The holder's binding plays none either.
 *
 * Throws `format.*`; `did.invalid`; `issuer.several` for a presentation of more than one credential;
 * `issuer.not-genuine`.
 */
export async function readIssued(
  credential: string,
  { facts, clock = systemClock, formats }: ReadingOptions,
): Promise<IssuedCredential> {
  const [parsed, ...others] = decode(credential, formats);
  if (parsed === undefined || others.length > 0) {
    const count = others.length + 1;
    throw new DidimError("issuer.several", "These are several credentials in one: give each by itself.", { count });
  }
  const findings = await judge(parsed, facts, clock.now());
  const outcome = outcomeOf(findings);
  const reason = findings.find((finding) => finding.outcome === outcome);
  if (outcome === "valid" || reason === undefined) return issued(parsed);
  throw new DidimError("issuer.not-genuine", `The credential is not taken for genuine: ${reason.words.en}`, {
    outcome,
    code: reason.code,
    issuer: parsed.issuer,
    words: reason.words,
  });
}

/** The node is not told whose credential it is: the place in the list is left out of the question. */
async function judge(parsed: PresentedCredential, facts: Facts, now: number): Promise<Finding[]> {
  const { status: _, holderProof: __, ...subject } = parsed;
  const { chainId } = parseDid(parsed.issuer);
  const answer = await askFacts(facts, [queryFor(subject)], { newest: true });
  if (!answer.known) return [unknown("facts.unavailable", { why: answer.why })];
  const { asOf, records } = answer;
  if (asOf.chainId !== chainId) return [foreign(chainId, asOf)];
  const issuer = records.flatMap((each) => [judgeSignature(parsed, each.key), judgeIssuerKey(each, parsed.issuedAt)]);
  return [judgeFreshness(asOf, now, DEFAULT_MAX_AGE), ...issuer];
}

function foreign(chainId: bigint, asOf: FactsAnswer["asOf"]): Finding {
  return unknown("issuerKey.foreign-chain", { chain: String(chainId), asked: String(asOf.chainId) });
}

function issued({ issuer, type, issuedAt, status }: PresentedCredential): IssuedCredential {
  return { issuer: parseDid(issuer).identity, type, issuedAt, ...(status && { status }) };
}
