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
import { indeterminate, outcomeOf } from "../verdict/finding.ts";
import { DEFAULT_MAX_AGE } from "../verdict/policy.ts";
import type { Finding } from "../verdict/verdict.ts";

/** The content of a credential whose issuer's signature was verified. */
export interface IssuedCredential {
  /** The issuer's identity: the address in its DID, lower case. */
  readonly issuer: string;
  readonly type: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** The list and index of its status. Absent on one-time copies. */
  readonly status?: { readonly list: number; readonly index: number };
}

export interface ReadingOptions {
  readonly facts: Facts;
  readonly clock?: Clock;
  /** The accepted formats. Default: all formats of Didim. */
  readonly formats?: Formats;
}

/**
 * Reads a credential in order to suspend or revoke it. Checks that the issuer named in it signed it: with a registered
 * key, dated within the key's epoch, and the key was not stolen. The last check matters because a thief of the key
 * could name any index in the issuer's lists. The issuer need not be accredited, because it can revoke after its
 * accreditation ended. Holder binding is not checked.
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
  throw new DidimError("issuer.not-genuine", `The credential is not taken for genuine: ${reason.text.en}`, {
    outcome,
    code: reason.code,
    issuer: parsed.issuer,
    text: reason.text,
  });
}

/** Leaves the status out of the query, so that the node does not learn which credential it is. */
async function judge(parsed: PresentedCredential, facts: Facts, now: number): Promise<Finding[]> {
  const { status: _, holderProof: __, ...subject } = parsed;
  const { chainId } = parseDid(parsed.issuer);
  const answer = await askFacts(facts, [queryFor(subject)], { newest: true });
  if (!answer.known) return [indeterminate("facts.unavailable", { why: answer.why })];
  const { asOf, records } = answer;
  if (asOf.chainId !== chainId) return [foreign(chainId, asOf)];
  const issuer = records.flatMap((each) => [judgeSignature(parsed, each.key), judgeIssuerKey(each, parsed.issuedAt)]);
  return [judgeFreshness(asOf, now, DEFAULT_MAX_AGE), ...issuer];
}

function foreign(chainId: bigint, asOf: FactsAnswer["asOf"]): Finding {
  return indeterminate("issuerKey.foreign-chain", { chain: String(chainId), asked: String(asOf.chainId) });
}

function issued({ issuer, type, issuedAt, status }: PresentedCredential): IssuedCredential {
  return { issuer: parseDid(issuer).identity, type, issuedAt, ...(status && { status }) };
}
