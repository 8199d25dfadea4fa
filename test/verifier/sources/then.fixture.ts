import { expect } from "chai";
import type { TrustRecords } from "../../../src/facts/facts.ts";
import { CHECKS, type Finding, type Verdict } from "../../../src/verdict/verdict.ts";
import type { Issued } from "./credentials.fixture.ts";

/** What a verifier would have been told in the block of then. */
export interface Then {
  readonly block: number;
  readonly verdict: Verdict;
  /** What the registry said in that block, had the credential been this one's. */
  readonly ask: (issuer: string) => Promise<TrustRecords>;
}

interface Today {
  readonly verdict: Verdict;
  readonly issued: Issued;
  /** The moment asked about. */
  readonly asOf: number;
}

/**
 * What may be told today about a moment, and was not to be known at it (docs/rules-of-time.md, "Was it good then?"):
 * whether it was unknown in the block of then.
 */
const KNOWN_LATER: Readonly<Record<string, (finding: Finding, issuer: string, then: Then) => Promise<boolean>>> = {
  "issuerKey.compromised": async (_, issuer, { ask }) => (await ask(issuer)).key?.reason !== "compromised",
  "issuerKey.did-deactivated": async (_, issuer, { ask }) => !(await ask(issuer)).issuerDeactivated,
  "status.unmaintained": async (_, issuer, { ask }) => !(await ask(issuer)).issuerDeactivated,
  "accreditation.holder-deactivated": async ({ evidence: { holder } }, _, { ask }) =>
    !(await ask(String(holder))).issuerDeactivated,
  "accreditation.authority-deactivated": async ({ evidence: { authority } }, _, { ask }) =>
    !(await ask(String(authority))).issuerDeactivated,
  "accreditation.annulled": async ({ evidence: { holder } }, _, { ask }) =>
    (await ask(String(holder))).links[0]?.atIssue?.reason !== "annulled",
};

/** What was in the future then, and is so no more. */
const IN_THE_PAST: Readonly<Record<string, string>> = { "policy.issued-in-future": "policy.issued-after" };

/**
 * Held against what was said then, check by check: "valid" today was valid then; "invalid" today was not valid then,
 * or became known since, and indeed was not known then. "Could not find out" says nothing, and is always allowed.
 */
export async function sameAsThen(today: Today, then: Then): Promise<void> {
  const { verdict, issued, asOf } = today;
  const what = `${JSON.stringify(issued.query)}, as of ${asOf} (block ${then.block})`;
  const [one, other] = [verdict.credentials[0]!, then.verdict.credentials[0]!];
  if (verdict.outcome === "valid") expect(then.verdict.outcome, what).to.equal("valid");
  const policies = [one, other].map(({ policy }) => policy.map(({ code }) => IN_THE_PAST[code] ?? code));
  expect(policies[0], `${what}: policy`).to.deep.equal(policies[1]);
  // What is dated after the moment, within what clocks may differ by, is judged by what was so at its date.
  if (issued.issuedAt > asOf) return;
  const checks = CHECKS.map((name) => [one.checks[name], other.checks[name]] as const);
  for (const [finding, before] of checks) {
    // Whether a signature is genuine never changes; but who knew no key could not tell.
    if (before.code === "signature.no-key") continue;
    const said = `${what}: ${finding.code}, then ${before.code}`;
    if (finding.outcome === "valid") expect(before.outcome, said).to.equal("valid");
    if (finding.outcome !== "invalid" || before.outcome === "invalid") continue;
    const since = KNOWN_LATER[finding.code]?.(finding, issued.query.issuer, then);
    expect(await since, `${said}: became known since`).to.equal(true);
  }
}
