import type { HolderProof, PresentedCredential } from "../../formats/format.ts";
import type { TypeRecord } from "../../records/records.ts";
import { indeterminate, invalid, valid } from "../finding.ts";
import { DEFAULT_MAX_PROOF_AGE, type Policy, sessionOf } from "../policy.ts";
import type { Finding } from "../verdict.ts";
import type { ClockDoubt } from "./clock-doubt.ts";

/** Clocks may differ by this many seconds. */
export const CLOCK_SKEW = 60;

type ProofPolicy = Pick<Policy, "audience" | "nonce" | "maxProofAge" | "askedAt">;

/**
 * Check 5, holder binding: the key that the credential is bound to must have signed exactly what is presented, for this
 * verifier, with this nonce, recently. Credential libraries leave these checks to their callers. A type without holder
 * binding needs no proof, but a proof that is there is checked.
 */
export function judgeHolderBinding(
  credential: PresentedCredential,
  policy: ProofPolicy,
  now: number,
  demand: TypeRecord["holderBinding"] = "required",
  doubt?: ClockDoubt,
): Finding {
  const proof = credential.holderProof;
  if (proof === undefined && demand === "none") return valid("holderBinding.not-required");
  if (credential.holderKey === undefined) return invalid("holderBinding.unbound");
  if (proof === undefined) return invalid("holderBinding.absent");
  return judgeProof(proof, policy, { now, ...(doubt && { doubt }) });
}

interface Times {
  readonly now: number;
  readonly doubt?: ClockDoubt;
}

/** Reports the first problem in this order: audience, nonce, signing time, signature. */
function judgeProof(proof: HolderProof, policy: ProofPolicy, times: Times): Finding {
  const { audience } = policy;
  const coverage = proof.covers(sessionOf(policy));
  if (!coverage.ok && coverage.why === "audience")
    return invalid("holderBinding.wrong-audience", { audience: coverage.audience, expected: audience });
  // The evidence contains no nonces, because a verdict may be logged.
  if (!coverage.ok && coverage.why === "nonce") return invalid("holderBinding.wrong-nonce");
  const untimely = judgeTime(proof, policy, times);
  if (untimely?.outcome === "invalid") return untimely;
  if (!coverage.ok) return invalid(CODES[coverage.why], { why: coverage.why });
  const { issuedAt } = proof;
  const { askedAt } = policy;
  return (
    untimely ?? valid("holderBinding.proved", { audience, ...(issuedAt === undefined ? { askedAt } : { issuedAt }) })
  );
}

const CODES = {
  content: "holderBinding.altered",
  algorithm: "holderBinding.forged",
  signature: "holderBinding.forged",
  session: "holderBinding.other-session",
} as const;

/**
 * Undefined if it was signed in time. If the registry's time contradicts the clock, and the proof was signed in time by
 * the registry's, the finding is inconclusive. So it is without any time: the proof only shows that the holder knew the
 * nonce.
 */
function judgeTime(
  { issuedAt, notBefore, expires }: HolderProof,
  { askedAt, maxProofAge: maxAge = DEFAULT_MAX_PROOF_AGE }: ProofPolicy,
  { now, doubt }: Times,
): Finding | undefined {
  const signedAt = issuedAt ?? askedAt;
  const untimely = (from: number, until: number): Finding | undefined => {
    if (Math.max(signedAt ?? 0, notBefore ?? 0) > until + CLOCK_SKEW)
      return invalid("holderBinding.in-future", { issuedAt: signedAt, notBefore, now });
    if ((signedAt ?? from) < from - maxAge || from >= (expires ?? Number.POSITIVE_INFINITY))
      return invalid("holderBinding.stale", { issuedAt: signedAt, expires, now, maxAge });
    return undefined;
  };
  const finding = untimely(now, now);
  if (finding !== undefined && doubt !== undefined && untimely(doubt.from, doubt.until) === undefined) {
    const evidence = { ...finding.evidence, ahead: Math.abs(doubt.ahead), registry: doubt.from };
    return indeterminate(doubt.ahead > 0 ? "holderBinding.clock-behind" : "holderBinding.clock-ahead", evidence);
  }
  if (finding !== undefined) return finding;
  return signedAt === undefined ? indeterminate("holderBinding.undated") : undefined;
}
