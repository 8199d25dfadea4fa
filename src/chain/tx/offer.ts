import { Failures } from "../rpc/errors/failures.ts";
import { sendingOutcome } from "../rpc/errors/known-errors.ts";
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
  const failures = new Failures("eth_sendRawTransaction");
  const offers = nodes.map(async (node) => {
    const signal = AbortSignal.timeout(OFFER_MS);
    const reaction = await reactionTo(node.request("eth_sendRawTransaction", [raw], signal));
    reactions.push(reaction);
    if ("error" in reaction) failures.add(node, reaction.error);
    // One node with the transaction is enough to go on; the other nodes still get it.
    if (reaction.is !== "taken") throw new Error(reaction.is);
  });
  try {
    await Promise.any(offers);
    return { is: "taken" };
  } catch {
    if (!reactions.every((one) => "error" in one)) return { is: "uncertain" };
    const refusal = failures.refusal();
    return refusal === undefined ? { is: "unsent", error: failures.toError() } : { is: "refused", error: refusal };
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
    const is = sendingOutcome(error);
    return is === "refused" ? { is, error } : { is };
  }
}
