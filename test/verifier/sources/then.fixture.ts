import { expect } from "chai";
import type { TrustRecords } from "../../../src/facts/facts.ts";
import { CHECKS, type Finding, type Verdict } from "../../../src/verdict/verdict.ts";
import type { Issued } from "./credentials.fixture.ts";

/** The verdict that a verifier would have reached in the block of that moment. */
export interface Then {
  readonly block: number;
  readonly verdict: Verdict;
  /** The registry's records in that block, for a credential of this issuer. */
  readonly ask: (issuer: string) => Promise<TrustRecords>;
}

interface Today {
  readonly verdict: Verdict;
  readonly issued: Issued;
  /** The moment asked about. */
  readonly asOf: number;
}

/**
 * For each code that may be found today about a moment although it was not known then (docs/rules-of-time.md, "Was it
 * good then?"): whether it was indeed unknown in the block of that moment.
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

/** Codes about the future, and what they become once that moment has passed. */
const IN_THE_PAST: Readonly<Record<string, string>> = { "policy.issued-in-future": "policy.issued-after" };

/** A retirement of the type that is not one today: a thief had decided it, and it was taken back since. */
const TAKEN_BACK = "accreditation.type-retired";

/**
 * Compares a verdict of today with the one of that moment, check by check. "valid" today must have been valid then, but
 * for a retirement that was taken back since. "invalid" today must have been invalid then, or have become known later.
 * "indeterminate" today is always allowed.
 */
export async function sameAsThen(today: Today, then: Then): Promise<void> {
  const { verdict, issued, asOf } = today;
  const what = `${JSON.stringify(issued.query)}, as of ${asOf} (block ${then.block})`;
  const [one, other] = [verdict.credentials[0]!, then.verdict.credentials[0]!];
  const takenBack = other.checks.accreditation.code === TAKEN_BACK;
  if (verdict.outcome === "valid" && !takenBack) expect(then.verdict.outcome, what).to.equal("valid");
  const policies = [one, other].map(({ policy }) => policy.map(({ code }) => IN_THE_PAST[code] ?? code));
  expect(policies[0], `${what}: policy`).to.deep.equal(policies[1]);
  // A credential dated after the moment, within the clock skew, is judged by the records at its own date.
  if (issued.issuedAt > asOf) return;
  const checks = CHECKS.map((name) => [one.checks[name], other.checks[name]] as const);
  for (const [finding, before] of checks) {
    // A genuine signature stays genuine, but a verifier could not check it before its key was registered.
    if (before.code === "signature.no-key") continue;
    const said = `${what}: ${finding.code}, then ${before.code}`;
    if (finding.outcome === "valid" && before.code !== TAKEN_BACK) expect(before.outcome, said).to.equal("valid");
    if (finding.outcome !== "invalid" || before.outcome === "invalid") continue;
    const since = KNOWN_LATER[finding.code]?.(finding, issued.query.issuer, then);
    expect(await since, `${said}: became known since`).to.equal(true);
  }
}
