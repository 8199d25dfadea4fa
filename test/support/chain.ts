/** A chain of a test's own, with everything deployed. */
export { type LocalChain, startLocalChain } from "../../scripts/lib/network/local-chain.ts";
