import type { HolderProof, PresentedCredential } from "../../formats/format.ts";
import type { TypeRecord } from "../../records/records.ts";
import { bad, good, unknown } from "../finding.ts";
import { DEFAULT_MAX_PROOF_AGE, type Policy, sessionOf } from "../policy.ts";
import type { Finding } from "../verdict.ts";

/** Clocks may differ by this many seconds (DESIGN §3, rule 5). */
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
): Finding {
  const proof = credential.holderProof;
  if (proof === undefined && demand === "none") return good("holderBinding.not-required");
  if (credential.holderKey === undefined) return bad("holderBinding.unbound");
  if (proof === undefined) return bad("holderBinding.absent");
  return judgeProof(proof, policy, now);
}

/** Reports the first problem in this order: audience, nonce, signing time, signature. */
function judgeProof(proof: HolderProof, policy: ProofPolicy, now: number): Finding {
  const { audience } = policy;
  const coverage = proof.covers(sessionOf(policy));
  if (!coverage.ok && coverage.why === "audience")
    return bad("holderBinding.wrong-audience", { audience: coverage.audience, expected: audience });
  // The evidence contains no nonces, because a verdict may be logged.
  if (!coverage.ok && coverage.why === "nonce") return bad("holderBinding.wrong-nonce");
  const untimely = judgeTime(proof, policy, now);
  if (untimely?.outcome === "invalid") return untimely;
  if (!coverage.ok) return bad(CODES[coverage.why], { why: coverage.why });
  const { issuedAt } = proof;
  const { askedAt } = policy;
  return (
    untimely ?? good("holderBinding.proved", { audience, ...(issuedAt === undefined ? { askedAt } : { issuedAt }) })
  );
}

const CODES = {
  content: "holderBinding.altered",
  algorithm: "holderBinding.forged",
  signature: "holderBinding.forged",
  session: "holderBinding.other-session",
} as const;

/**
 * Undefined if it was signed in time. Without any time, the finding is inconclusive: the proof only shows that the
 * holder knew the nonce.
 */
function judgeTime(
  { issuedAt, notBefore, expires }: HolderProof,
  { askedAt, maxProofAge: maxAge = DEFAULT_MAX_PROOF_AGE }: ProofPolicy,
  now: number,
): Finding | undefined {
  const signedAt = issuedAt ?? askedAt;
  if (Math.max(signedAt ?? 0, notBefore ?? 0) > now + CLOCK_SKEW)
    return bad("holderBinding.in-future", { issuedAt: signedAt, notBefore, now });
  if ((signedAt ?? now) < now - maxAge || now >= (expires ?? Number.POSITIVE_INFINITY))
    return bad("holderBinding.stale", { issuedAt: signedAt, expires, now, maxAge });
  return signedAt === undefined ? unknown("holderBinding.undated") : undefined;
}
