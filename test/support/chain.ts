/** A chain for one test, with everything deployed. */
export { type LocalChain, startLocalChain } from "../../scripts/lib/network/local-chain.ts";
