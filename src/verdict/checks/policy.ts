import { canonicalDid, formatDid, parseDid } from "../../did/did.ts";
import type { PresentedCredential } from "../../formats/format.ts";
import { type ClaimPath, claimAt, pathText, saysSomething } from "../../request/claim-path.ts";
import { bad, good } from "../finding.ts";
import type { CredentialRequirement, Policy } from "../policy.ts";
import type { Finding } from "../verdict.ts";
import { CLOCK_SKEW } from "./holder-binding.ts";

/**
 * What the policy asks of one credential beyond the five checks: its type, whose it is (`authority`: the type's, if it
 * is known), its times, its claims.
 */
export function judgeCredentialPolicy(
  credential: PresentedCredential,
  policy: Policy,
  authority: string | undefined,
  now: number,
): Finding[] {
  const requirement = policy.credentials.find((wanted) => wanted.type === credential.type);
  if (requirement === undefined) return [bad("policy.type-not-asked", { type: credential.type })];
  const findings = [
    ...judgeTimes(credential, policy.asOf ?? now, now),
    ...judgeParties(credential, requirement, authority),
    ...judgeClaims(credential, requirement),
  ];
  return findings.length > 0 ? findings : [good("policy.met", { type: credential.type })];
}

/** RFC 7519 §4.1.4, §4.1.5: `exp` is exclusive, `nbf` inclusive. `iat` is never in the future (DESIGN §3, rule 2). */
function judgeTimes(credential: PresentedCredential, moment: number, now: number): Finding[] {
  const { issuedAt, notBefore, expires } = credential;
  const findings: Finding[] = [];
  if (issuedAt > now + CLOCK_SKEW) findings.push(bad("policy.issued-in-future", { issuedAt, now }));
  else if (issuedAt > moment + CLOCK_SKEW) findings.push(bad("policy.issued-after", { issuedAt, moment }));
  if (expires !== undefined && moment >= expires) findings.push(bad("policy.expired", { expires, moment }));
  if (notBefore !== undefined && moment < notBefore) findings.push(bad("policy.not-yet-valid", { notBefore, moment }));
  return findings;
}

function judgeParties(
  credential: PresentedCredential,
  { issuers, authorities }: CredentialRequirement,
  ofType: string | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const issuer = canonicalDid(credential.issuer);
  if (issuers !== undefined && !issuers.map(canonicalDid).includes(issuer)) {
    findings.push(bad("policy.issuer-not-accepted", { issuer }));
  }
  if (authorities !== undefined && ofType !== undefined) {
    // The registry that was read is that of the issuer's chain; otherwise nothing is known, and nothing valid.
    const authority = formatDid(parseDid(issuer).chainId, ofType);
    const accepted = authorities.map(canonicalDid).includes(authority);
    if (!accepted) findings.push(bad("policy.authority-not-accepted", { authority }));
  }
  return findings;
}

function judgeClaims(credential: PresentedCredential, { claims = [] }: CredentialRequirement): Finding[] {
  const missing = claims.filter((path) => !saysSomething(claimAt(credential.claims, path))).map(pathText);
  return missing.length > 0 ? [bad("policy.claims-missing", { missing: missing.join(", ") })] : [];
}

/** What the policy asks of the presentation as a whole: nothing missing, nothing twice, and one person throughout. */
export function judgePresentation(credentials: readonly PresentedCredential[], policy: Policy): Finding[] {
  const types = credentials.map((credential) => credential.type);
  const missing = policy.credentials.filter((wanted) => wanted.optional !== true && !types.includes(wanted.type));
  // Of two of one type, one reader would take the first and another the last.
  const repeated = types.filter((type, i) => types.indexOf(type, types.indexOf(type) + 1) === i);
  const different = (policy.sameHolder ?? []).filter((path) => !alike(credentials, path));
  return [
    ...missing.map((wanted) => bad("policy.credential-missing", { type: wanted.type })),
    ...repeated.map((type) => bad("policy.credential-repeated", { type })),
    ...different.map((path) => bad("policy.different-holders", { claim: pathText(path) })),
  ];
}

function alike(credentials: readonly PresentedCredential[], path: ClaimPath): boolean {
  const values = credentials.map((credential) => claimAt(credential.claims, path));
  return values.every((value) => typeof value !== "object" && saysSomething(value) && value === values[0]);
}
