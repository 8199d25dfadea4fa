/** The code of a gate's page: verification by staples, and the trust anchor. */
export { createProofFacts } from "../../src/facts/proof/proof.ts";
export { SealedClock } from "../../src/public/verifier.ts";
export { parseAnchor } from "../../src/trust-anchor/anchor-file.ts";
export { verify } from "../../src/verifier/verify.ts";
