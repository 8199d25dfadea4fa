import { isDeepStrictEqual } from "node:util";
import type { TrustRecords } from "../../facts/facts.ts";
import type { PresentedCredential } from "../../formats/format.ts";
import { bad, good } from "../finding.ts";
import { type ClaimPath, type CredentialRequirement, claimAt, type Policy, pathText } from "../policy.ts";
import type { Finding } from "../verdict.ts";
import { CLOCK_SKEW } from "./holder-binding.ts";

/** What the policy asks of one credential beyond the five checks: its type, whose it is, its times, its claims. */
export function judgeCredentialPolicy(
  credential: PresentedCredential,
  policy: Policy,
  records: TrustRecords | undefined,
  now: number,
): Finding[] {
  const requirement = policy.credentials.find((wanted) => wanted.type === credential.type);
  if (requirement === undefined) return [bad("policy.type-not-asked", { type: credential.type })];
  const findings = [
    ...judgeTimes(credential, policy.asOf ?? now, now),
    ...judgeParties(credential, requirement, records),
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
  records: TrustRecords | undefined,
): Finding[] {
  const findings: Finding[] = [];
  if (issuers !== undefined && !issuers.includes(credential.issuer)) {
    findings.push(bad("policy.issuer-not-accepted", { issuer: credential.issuer }));
  }
  const authority = records?.type?.authority;
  const accepted = authorities?.map((did) => did.slice(did.lastIndexOf(":") + 1).toLowerCase());
  if (accepted !== undefined && authority !== undefined && !accepted.includes(authority)) {
    findings.push(bad("policy.authority-not-accepted", { authority }));
  }
  return findings;
}

function judgeClaims(credential: PresentedCredential, { claims = [] }: CredentialRequirement): Finding[] {
  const missing = claims.filter((path) => claimAt(credential.claims, path) === undefined).map(pathText);
  return missing.length > 0 ? [bad("policy.claims-missing", { missing: missing.join(", ") })] : [];
}

/** What the policy asks of the presentation as a whole: nothing missing, and one person throughout. */
export function judgePresentation(credentials: readonly PresentedCredential[], policy: Policy): Finding[] {
  const presented = new Set(credentials.map((credential) => credential.type));
  const missing = policy.credentials.filter((wanted) => wanted.optional !== true && !presented.has(wanted.type));
  return [
    ...missing.map((wanted) => bad("policy.credential-missing", { type: wanted.type })),
    ...(policy.sameHolder ?? [])
      .filter((path) => !alike(credentials, path))
      .map((path) => {
        return bad("policy.different-holders", { claim: pathText(path) });
      }),
  ];
}

function alike(credentials: readonly PresentedCredential[], path: ClaimPath): boolean {
  const values = credentials.map((credential) => claimAt(credential.claims, path));
  return values.every((value) => value !== undefined && isDeepStrictEqual(value, values[0]));
}
