import { NoAnswer, type Node, RpcError } from "../rpc/node.ts";

/**
 * The result of offering a transaction. `taken`: a node has it. `refused`: every node reached has refused it. `unsent`:
 * no node was reached. `uncertain`: a node may have it, or take it later.
 */
export type Reaction =
  | { readonly is: "taken" | "uncertain" }
  | { readonly is: "refused" | "unsent"; readonly error: unknown };

const OFFER_MS = 5_000;

/** Offers the signed bytes to all nodes at once. Repeating this does no harm: it is the same transaction. */
export async function offer(raw: string, nodes: readonly Node[]): Promise<Reaction> {
  const reactions: Reaction[] = [];
  const offers = nodes.map(async (node) => {
    const signal = AbortSignal.timeout(OFFER_MS);
    const reaction = await reactionTo(node.request("eth_sendRawTransaction", [raw], signal));
    reactions.push(reaction);
    // One node with the transaction is enough to go on; the other nodes still get it.
    if (reaction.is !== "taken") throw new Error(reaction.is);
  });
  try {
    await Promise.any(offers);
    return { is: "taken" };
  } catch {
    const of = (is: Reaction["is"]): Reaction | undefined => reactions.find((one) => one.is === is);
    return of("uncertain") ?? of("refused") ?? of("unsent") ?? { is: "uncertain" };
  }
}

/** What the result of one send request says about the transaction. */
export async function reactionTo(sent: Promise<unknown>): Promise<Reaction> {
  try {
    await sent;
    return { is: "taken" };
  } catch (error) {
    if (error instanceof NoAnswer) return error.unsent ? { is: "unsent", error } : { is: "uncertain" };
    if (!(error instanceof RpcError)) return { is: "unsent", error };
    if (KNOWN.test(error.message)) return { is: "taken" };
    const isRefused = REFUSED.test(error.message) && !LATER.test(error.message);
    return isRefused ? { is: "refused", error } : { is: "uncertain" };
  }
}

/**
 * Error texts of Besu, geth and Hardhat. An unknown text is uncertain: treating it as a refusal could lead to sending
 * twice.
 */
const KNOWN = /known transaction|already known|already imported/i;
/** The nonce is taken by another transaction, or an earlier nonce is missing, or the node is not ready. */
const LATER = /nonce|underpriced|pool|sync|revert/i;
const REFUSED = new RegExp(
  [
    /insufficient funds|enough funds|upfront cost|exceeds account balance/,
    /not permitted|not authorized|permission|unknown account|unlocked|no signer/,
    /intrinsic gas|requires at least|exceeds (?:the )?block gas limit|gas limit exceeded|exceeds gas limit/,
    /gas price|base fee|fee cap|max fee|priority fee|min gas/,
    /chain ?id|signature|invalid sender|invalid transaction|transaction type|oversized|init ?code|plugin/,
    /not supported|not found|not enabled|not available|invalid params|unauthorized/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "i",
);
