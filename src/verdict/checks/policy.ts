import { equalBytes } from "../../crypto/encodings/bytes.ts";
import { canonicalDid, formatDid, parseDid } from "../../did/did.ts";
import type { PresentedCredential } from "../../formats/format.ts";
import { type ClaimPath, claimAt, hasContent, selectedBy } from "../../request/claim-path.ts";
import { answering, claimOptions } from "../../request/claims.ts";
import { pathText } from "../../request/path-text.ts";
import type { ClaimQuery, CredentialRequirement } from "../../request/request.ts";
import { unsatisfied, unusedOf } from "../../request/sets.ts";
import { indeterminate, invalid, valid } from "../finding.ts";
import type { Policy } from "../policy.ts";
import type { Finding } from "../verdict.ts";
import type { ClockDoubt } from "./clock-doubt.ts";
import { CLOCK_SKEW } from "./holder-binding.ts";

/** A credential and the query that it answers. */
export interface Answer {
  readonly query: CredentialRequirement;
  readonly credential: PresentedCredential;
}

/**
 * Judges one credential by the policy: type, format, issuer, `authority` (the type's, if known), times and claims.
 * `now` in seconds.
 */
export function judgeCredentialPolicy(
  { query, credential }: Answer,
  { asOf }: Pick<Policy, "asOf">,
  authority: string | undefined,
  now: number,
  doubt?: ClockDoubt,
): Finding[] {
  const { type, format } = credential;
  if (type !== query.type) return [invalid("policy.type-not-asked", { query: query.id, type })];
  const findings = [
    ...(query.format === undefined || query.format === format
      ? []
      : [invalid("policy.format-not-asked", { query: query.id, format, asked: query.format })]),
    ...judgeTimes(credential, asOf ?? now, now, asOf === undefined ? doubt : undefined),
    ...judgeParties(credential, query, authority),
    ...judgeClaims(credential, query),
  ];
  return findings.length > 0 ? findings : [valid("policy.met", { type })];
}

/**
 * RFC 7519 §4.1.4, §4.1.5: `exp` is exclusive, `nbf` inclusive. `iat` must not be in the future. If the registry's time
 * contradicts the clock, the finding on a time that is untimely by the clock only is inconclusive.
 */
function judgeTimes(
  credential: PresentedCredential,
  moment: number,
  now: number,
  doubt: ClockDoubt | undefined,
): Finding[] {
  const { issuedAt, notBefore, expires } = credential;
  const { from = moment, until = moment, ahead = 0 } = doubt ?? {};
  const findings: Finding[] = [];
  const early = (finding: Finding, since: number): Finding =>
    since <= until ? indeterminate("policy.clock-behind", { ...finding.evidence, ahead, registry: from }) : finding;
  if (issuedAt > now + CLOCK_SKEW)
    findings.push(early(invalid("policy.issued-in-future", { issuedAt, now }), issuedAt - CLOCK_SKEW));
  else if (issuedAt > moment + CLOCK_SKEW) findings.push(invalid("policy.issued-after", { issuedAt, moment }));
  if (expires !== undefined && moment >= expires) {
    const isOnly = from < expires;
    const evidence = { expires, moment };
    findings.push(
      isOnly
        ? indeterminate("policy.clock-ahead", { ...evidence, ahead: -ahead, registry: from })
        : invalid("policy.expired", evidence),
    );
  }
  if (notBefore !== undefined && moment < notBefore)
    findings.push(early(invalid("policy.not-yet-valid", { notBefore, moment }), notBefore));
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
    findings.push(invalid("policy.issuer-not-accepted", { issuer }));
  }
  if (authorities !== undefined && ofType !== undefined) {
    // `ofType` is from the registry of the issuer's chain. For another chain, the five checks are inconclusive anyway.
    const authority = formatDid(parseDid(issuer).chainId, ofType);
    const accepted = authorities.map(canonicalDid).includes(authority);
    if (!accepted) findings.push(invalid("policy.authority-not-accepted", { authority }));
  }
  return findings;
}

/** One claim set must be complete. If none is, reports the missing claims of the most complete one. */
function judgeClaims({ claims }: PresentedCredential, query: CredentialRequirement): Finding[] {
  const options = claimOptions(query);
  const isAnswered = (claim: ClaimQuery): boolean => answering(claim, claims).length > 0;
  if (options.some((asked) => asked.every(isAnswered))) return [];
  const lacking = options.map((asked) => asked.filter((claim) => !isAnswered(claim)));
  const least = lacking.reduce((one, other) => (other.length < one.length ? other : one));
  const isThere = ({ path }: ClaimQuery): boolean => selectedBy(path, claims).some(({ value }) => hasContent(value));
  const [differing, missing] = [least.filter(isThere), least.filter((claim) => !isThere(claim))];
  const textOf = (asked: readonly ClaimQuery[]): string => asked.map(({ path }) => pathText(path)).join(", ");
  return [
    ...(missing.length > 0 ? [invalid("policy.claims-missing", { missing: textOf(missing) })] : []),
    ...(differing.length > 0 ? [invalid("policy.values-not-asked", { claims: textOf(differing) })] : []),
  ];
}

/**
 * Judges the presentation as a whole: all required answers present, no incomplete option, no repeated credential, and
 * one person throughout.
 *
 * @param counts How many credentials were presented for each query, including those of an unknown algorithm.
 */
export function judgePresentation(
  answers: readonly Answer[],
  counts: ReadonlyMap<string, number>,
  policy: Policy,
): Finding[] {
  const findings = judgeMissing(counts, policy);
  findings.push(...judgeSame(answers, policy));
  for (const { id, multiple = false } of policy.credentials) {
    if (!multiple && (counts.get(id) ?? 0) > 1) findings.push(invalid("policy.credential-repeated", { query: id }));
  }
  for (const path of policy.sameHolder ?? []) {
    if (!alike(answers, path)) findings.push(invalid("policy.different-holders", { claim: pathText(path) }));
  }
  return findings;
}

function judgeMissing(answered: ReadonlyMap<string, number>, policy: Policy): Finding[] {
  const missing = judgeUnsatisfied(answered, policy);
  // A missing answer already explains why other options are incomplete.
  if (missing.length > 0) return missing;
  return unusedOf(policy, [...answered.keys()], answered).map((id) =>
    invalid("policy.alternative-in-part", { query: id }),
  );
}

/**
 * A verifier that asks for several credentials counts them, so one that is presented twice counts once, whatever it
 * discloses each time.
 */
function judgeSame(answers: readonly Answer[], { credentials }: Policy): Finding[] {
  const counted = credentials.filter(({ multiple }) => multiple === true);
  if (counted.length === 0) return [];
  const isAgain = ({ query, credential }: Answer, at: number): boolean =>
    answers.slice(0, at).some((each) => each.query === query && equalBytes(each.credential.signed, credential.signed));
  const again = new Set(answers.filter(isAgain).map(({ query }) => query));
  return counted
    .filter((query) => again.has(query))
    .map(({ id }) => invalid("policy.credential-counted-twice", { query: id }));
}

function judgeUnsatisfied(answered: ReadonlyMap<string, number>, policy: Policy): Finding[] {
  return unsatisfied(policy, answered).flatMap(({ options }) => {
    const [only = [], ...others] = options;
    if (others.length > 0)
      return [
        invalid("policy.alternatives-missing", { options: options.map((option) => option.join(" + ")).join(", ") }),
      ];
    const missing = policy.credentials.filter(({ id }) => only.includes(id) && !answered.has(id));
    return missing.map(({ id, type }) => invalid("policy.credential-missing", { query: id, type }));
  });
}

function alike(answers: readonly Answer[], path: ClaimPath): boolean {
  const values = answers.map(({ credential }) => claimAt(credential.claims, path));
  return values.every((value) => typeof value !== "object" && hasContent(value) && value === values[0]);
}
