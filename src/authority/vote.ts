/** What is checked before a vote, or before a decision is carried out. */
import { formatDid } from "../did/did.ts";
import { DidimError } from "../errors/error.ts";
import { stateOf } from "../registry/council/council.ts";
import type { Decision } from "../registry/council/decode.ts";
import type { Registry } from "../registry/open.ts";

/** Throws `council.undecoded` if a call is not one of the council's actions. */
export function checkDecoded(proposal: string, actions: readonly Decision[]): void {
  const calls = actions.flatMap((one, i) => (one.do === null ? [i + 1] : []));
  if (calls.length === 0) return;
  const message = `Call ${calls.join(", ")} of the proposal cannot be decoded: it is none of the council's actions. If you know by other means what it does, add --undecoded.`;
  throw new DidimError("council.undecoded", message, { proposal, calls });
}

/**
 * Throws what the council would, before the voter reads and confirms, or waits for the vote to begin:
 * `registry.GovernorUnexpectedProposalState`, `registry.GovernorAlreadyCastVote`, `registry.CouncilNotSeated`.
 *
 * @param member The identity in the seat's DID.
 */
export async function checkMayVote(registry: Registry, proposal: string, member: string): Promise<void> {
  const state = await stateOf(registry, proposal);
  if (state !== "pending" && state !== "active") {
    const message = `The vote on proposal ${proposal} is over: it is ${state}.`;
    throw new DidimError("registry.GovernorUnexpectedProposalState", message, { proposalId: proposal, current: state });
  }
  const did = formatDid(registry.chainId, member);
  if (await registry.council.hasVoted(proposal, member)) {
    const message = `${did} has already voted on proposal ${proposal}. A vote cannot be changed.`;
    throw new DidimError("registry.GovernorAlreadyCastVote", message, { voter: did, proposalId: proposal });
  }
  if (await registry.council.isSeat(member)) return;
  throw new DidimError("registry.CouncilNotSeated", `${did} does not hold a seat.`, { did });
}
