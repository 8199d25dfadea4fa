import { keccak256, toUtf8Bytes } from "ethers";
import { DidimError } from "../../errors/error.ts";
import { logsBack, logsSince } from "../logs/history.ts";
import { PROPOSAL_STATES } from "../messages.ts";
import type { Registry } from "../open.ts";
import { eventOf, type Receipt } from "../sending/receipt.ts";
import { type CouncilAction, callOf } from "./actions.ts";
import { type Proposal, proposalIn, proposalMade } from "./proposal.ts";

export type ProposalState = (typeof PROPOSAL_STATES)[number];

const CREATED = ["ProposalCreated"];

const BALLOTS = { against: 0, for: 1, abstain: 2 } as const;
export type Ballot = keyof typeof BALLOTS;

/** Proposes actions as a member; the registry's signer must act for it. */
export async function propose(
  registry: Registry,
  member: string,
  actions: readonly CouncilAction[],
  description: string,
): Promise<Proposal> {
  const calls = actions.map((action) => callOf(registry, action));
  const receipt = await registry.council.proposeFor(
    member,
    calls.map(({ target }) => target),
    calls.map(() => 0n),
    calls.map(({ data }) => data),
    description,
  );
  const event = eventOf(receipt, "ProposalCreated");
  if (event === undefined) throw new DidimError("council.unknown", "The council made no proposal.", {});
  return proposalMade(event.facts);
}

/** The proposal of these actions with this description, if there was one. */
export async function proposedBefore(
  registry: Registry,
  actions: readonly CouncilAction[],
  description: string,
): Promise<{ readonly id: string; readonly state: ProposalState } | undefined> {
  const calls = actions.map((action) => callOf(registry, action));
  const targets = calls.map(({ target }) => target);
  const datas = calls.map(({ data }) => data);
  const values = calls.map(() => 0n);
  const hash = keccak256(toUtf8Bytes(description));
  const id = await registry.council.hashProposal(targets, values, datas, hash);
  if ((await registry.council.proposalSnapshot(id)) === 0n) return undefined;
  const named = `0x${id.toString(16).padStart(64, "0")}`;
  return { id: named, state: await stateOf(registry, named) };
}

/** Casts a member's vote. It cannot be changed. */
export function vote(
  registry: Registry,
  member: string,
  proposal: string,
  ballot: Ballot,
  reason = "",
): Promise<Receipt> {
  return registry.council.castVoteFor(member, proposal, BALLOTS[ballot], reason);
}

export async function stateOf(registry: Registry, proposal: string): Promise<ProposalState> {
  return PROPOSAL_STATES[Number(await registry.council.state(proposal))] ?? "expired";
}

/**
 * Finds a proposal by its id in the logs, the newest first. Throws `council.unknown`, and what {@link proposals} throws.
 */
export async function findProposal(registry: Registry, proposal: string): Promise<Proposal> {
  const wanted = idIn(proposal);
  const { number: last } = await registry.head();
  for await (const { logs } of logsBack(registry, "Council", CREATED, { last })) {
    const found = logs.map(({ data }) => proposalIn(data)).find(({ id }) => BigInt(id) === wanted);
    if (found !== undefined) return found;
  }
  throw new DidimError("council.unknown", `There is no proposal ${proposal}.`, { proposal });
}

/** Undefined if the text is no id. */
function idIn(text: string): bigint | undefined {
  return /^(0x[0-9a-fA-F]{1,64}|\d{1,78})$/.test(text) ? BigInt(text) : undefined;
}

/**
 * All proposals, oldest first. Each is checked against its id, which is the hash of its calls and its description.
 * Throws `facts.bad-answer` if the node returns others.
 */
export async function proposals(registry: Registry): Promise<Proposal[]> {
  return (await logsSince(registry, "Council", CREATED)).map(({ data }) => proposalIn(data));
}

/** Starts the delay before a decision can be executed. Anyone may. */
export function queue(registry: Registry, proposal: Proposal): Promise<Receipt> {
  return registry.council.queue(...decisionOf(proposal));
}

/** Executes a decision whose delay is over. Anyone may. */
export function execute(registry: Registry, proposal: Proposal): Promise<Receipt> {
  return registry.council.execute(...decisionOf(proposal));
}

/** Stops a proposal. Only the guardian's controller may. */
export function cancel(registry: Registry, proposal: Proposal): Promise<Receipt> {
  return registry.council.cancel(...decisionOf(proposal));
}

/** From when a queued proposal can be executed, in seconds since 1970; 0 if it is not queued. */
export async function readyAt(registry: Registry, proposal: string): Promise<number> {
  return Number(await registry.council.proposalEta(proposal));
}

function decisionOf({ calls, descriptionHash }: Proposal): [string[], bigint[], string[], string] {
  return [
    calls.map(({ target }) => target),
    calls.map(({ value }) => value),
    calls.map(({ data }) => data),
    descriptionHash,
  ];
}
