import type { PresentedCredential } from "../../formats/format.ts";
import type { TypeRecord } from "../../records/records.ts";
import { bad, good } from "../finding.ts";
import type { Policy } from "../policy.ts";
import { DEFAULT_MAX_PROOF_AGE } from "../policy.ts";
import type { Finding } from "../verdict.ts";

/** Clocks may differ by this many seconds (DESIGN §3, rule 5). */
export const CLOCK_SKEW = 60;

/**
 * Check 5, holder binding: signed by the key that the credential is bound to, over just what is presented, for this verifier, in answer to this
 * nonce, now. Libraries leave each of these to the caller (and so, at times, to nobody). A type that needs no holder binding does without a proof; one that
 * comes along is checked all the same.
 */
export function judgeHolderBinding(
  credential: PresentedCredential,
  policy: Pick<Policy, "audience" | "nonce" | "maxProofAge">,
  now: number,
  demand: TypeRecord["holderBinding"] = "required",
): Finding {
  const proof = credential.holderProof;
  if (proof === undefined && demand === "none") return good("holderBinding.not-required");
  if (credential.holderKey === undefined) return bad("holderBinding.unbound");
  if (proof === undefined) return bad("holderBinding.absent");
  const { audience, nonce, issuedAt, notBefore = 0, expires = Number.POSITIVE_INFINITY } = proof;
  if (audience !== policy.audience) return bad("holderBinding.wrong-audience", { audience, expected: policy.audience });
  // Nonces stay out of the evidence: a verdict may be logged.
  if (nonce !== policy.nonce) return bad("holderBinding.wrong-nonce");
  if (Math.max(issuedAt, notBefore) > now + CLOCK_SKEW) {
    return bad("holderBinding.in-future", { issuedAt, notBefore: proof.notBefore, now });
  }
  const maxAge = policy.maxProofAge ?? DEFAULT_MAX_PROOF_AGE;
  if (issuedAt < now - maxAge || now >= expires) {
    return bad("holderBinding.stale", { issuedAt, expires: proof.expires, now, maxAge });
  }
  const verified = proof.verify();
  if (verified.ok) return good("holderBinding.proved", { audience, issuedAt });
  return bad(verified.why === "content" ? "holderBinding.altered" : "holderBinding.forged", { why: verified.why });
}
