/** The code of a gate's page: verification by staples, and the trust anchor. */
export { proof } from "../../src/facts/proof/proof.ts";
export { parseAnchor } from "../../src/trust-anchor/anchor-file.ts";
export { SealedClock, verify } from "../../src/verifier.ts";
