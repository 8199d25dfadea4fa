/**
 * The outcome of each finding's code, written by hand from docs/verdicts.md: what is in neither list is invalid. Our own
 * verifier is compared with it, not asked.
 */

const VALID: ReadonlySet<string> = new Set([
  "signature.genuine",
  "issuerKey.good",
  "issuerKey.retired-after",
  "accreditation.whole",
  "status.valid",
  "status.application-valid",
  "status.one-time",
  "status.not-required",
  "status.excepted",
  "holderBinding.proved",
  "holderBinding.not-required",
  "policy.met",
  "facts.fresh",
  "facts.pinned",
]);

const UNKNOWN: ReadonlySet<string> = new Set([
  "signature.no-key",
  "signature.other-key",
  "signature.unknown-algorithm",
  "issuerKey.foreign-chain",
  "accreditation.unknown-at",
  "accreditation.authority-unknown-at",
  "status.exception-unknown",
  "status.list-unopened",
  "status.out-of-range",
  "status.unknown-at",
  "status.not-revoked-then",
  "holderBinding.clock-behind",
  "holderBinding.clock-ahead",
  "policy.clock-behind",
  "policy.clock-ahead",
  "facts.stale",
  "facts.pinned-before",
  "facts.clock-ahead",
  "facts.ahead",
  "facts.unavailable",
  "presentation.unknown-algorithm",
]);

export type Outcome = "valid" | "invalid" | "indeterminate";

export function outcomeOfCode(code: string): Outcome {
  if (VALID.has(code)) return "valid";
  return UNKNOWN.has(code) ? "indeterminate" : "invalid";
}

/** One that is invalid decides; then one that is indeterminate. */
export function outcomeOfAll(codes: readonly string[]): Outcome {
  const outcomes = codes.map(outcomeOfCode);
  if (outcomes.includes("invalid")) return "invalid";
  return outcomes.includes("indeterminate") || outcomes.length === 0 ? "indeterminate" : "valid";
}
