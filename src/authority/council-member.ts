import { formatDid } from "../did/did.ts";
import { DidimError } from "../errors/error.ts";
import { timeOf } from "../errors/time-text.ts";
import {
  type Ballot,
  cancel,
  execute,
  findProposal,
  queue,
  readyAt,
  stateOf,
  vote,
} from "../registry/council/council.ts";
import { type Decision, decisionsOf } from "../registry/council/decode.ts";
import type { Proposal } from "../registry/council/proposal.ts";
import { actingIdentity } from "../registry/identities.ts";
import type { Registry } from "../registry/open.ts";
import { ofType } from "../registry/sending/of-type.ts";
import { eventOf, type Receipt } from "../registry/sending/receipt.ts";
import { type ProposeOptions, proposeActions } from "./propose.ts";
import { checkDecoded, checkMayVote } from "./vote.ts";

export interface CouncilMemberOptions {
  /** The registries, with an account that acts for the seat. Anybody may execute, and only the guardian may cancel. */
  readonly registry: Registry;
  /** The seat's DID. Default: that of the account. */
  readonly did?: string;
}

/** A proposal by its id, and whether calls that cannot be decoded are accepted. */
export interface NamedProposal {
  readonly proposal: string;
  /** True only if you know by other means what such a call does. Default: false. */
  readonly undecoded?: boolean;
}

/** What was voted on, executed or cancelled. */
export interface ProposalDecided {
  /** The proposal's id. */
  readonly proposal: string;
  /** What it decides, decoded from its calls. */
  readonly actions: readonly Decision[];
  readonly receipt: Receipt;
}

export interface FreezeCalled {
  readonly type: string;
  /** How many of the three seats have called within a day. */
  readonly seats: number;
  /** Since the third call: until when nobody is accredited or reinstated, in seconds since 1970. */
  readonly frozenUntil?: number;
  readonly receipt: Receipt;
}

/** A member agency of the council. Throws `council.*`, `registry.*` for what the council refuses, `facts.*`, and `did.*`. */
export class CouncilMember {
  readonly did: string;
  readonly #registry: Registry;
  readonly #identity: string;

  constructor({ registry, did }: CouncilMemberOptions) {
    this.#registry = registry;
    this.#identity = actingIdentity(registry, did);
    this.did = formatDid(registry.chainId, this.#identity);
  }

  /** Puts actions to the vote. Throws what {@link proposeActions} throws. */
  propose(options: ProposeOptions): Promise<Proposal> {
    return proposeActions(this.#registry, this.#identity, options);
  }

  /**
   * Votes; a vote cannot be changed. Read the `actions` of the proposal first (`decisionsOf`). Throws
   * `council.undecoded` if one cannot be decoded, unless the vote is against it, `council.unknown`,
   * `registry.GovernorUnexpectedProposalState`, `registry.GovernorAlreadyCastVote`, `registry.CouncilNotSeated`.
   */
  async vote(
    options: NamedProposal & { readonly ballot: Ballot; readonly reason?: string },
  ): Promise<ProposalDecided & { readonly ballot: Ballot }> {
    const { ballot, reason } = options;
    const found = await findProposal(this.#registry, options.proposal);
    const { id } = found;
    await checkMayVote(this.#registry, id, this.#identity);
    // An abstention counts for the quorum. A vote against what nobody can read does no harm.
    const actions = await this.#decoded(found, options.undecoded || ballot === "against");
    return { proposal: id, actions, ballot, receipt: await vote(this.#registry, this.#identity, id, ballot, reason) };
  }

  /**
   * Carries out what was decided; starts the delay first, if nobody has. Anybody may. Throws `council.too-early` with the
   * `moment` after which to call again, `council.undecoded`, `council.unknown`,
   * `registry.GovernorUnexpectedProposalState` for what was not decided.
   */
  async execute(options: NamedProposal): Promise<ProposalDecided> {
    const { proposal, actions } = await this.#readable(options);
    await this.#checkPast(proposal.voteEnd);
    if ((await stateOf(this.#registry, proposal.id)) === "succeeded") await queue(this.#registry, proposal);
    await this.#checkPast(await readyAt(this.#registry, proposal.id));
    return { proposal: proposal.id, actions, receipt: await execute(this.#registry, proposal) };
  }

  /** For the guardian: stops a proposal for good, before it is executed. */
  async cancel({ proposal: id }: Pick<NamedProposal, "proposal">): Promise<ProposalDecided> {
    const { proposal, actions } = await this.#readable({ proposal: id, undecoded: true });
    return { proposal: proposal.id, actions, receipt: await cancel(this.#registry, proposal) };
  }

  /**
   * Calls for a freeze of a type: when three seats with three controllers have called within a day, nobody is accredited or
   * reinstated for 14 days.
   */
  callForFreeze({ type }: { readonly type: string }): Promise<FreezeCalled> {
    return ofType(type, async (typeId) => {
      const receipt = await this.#registry.accreditations.freeze(this.#identity, typeId);
      return { type, ...supportIn(receipt), receipt };
    });
  }

  async #readable({ proposal: id, undecoded = false }: NamedProposal) {
    const proposal = await findProposal(this.#registry, id);
    return { proposal, actions: await this.#decoded(proposal, undecoded) };
  }

  async #decoded(proposal: Proposal, undecoded = false): Promise<readonly Decision[]> {
    const actions = await decisionsOf(this.#registry, proposal);
    if (!undecoded) checkDecoded(proposal.id, actions);
    return actions;
  }

  async #checkPast(moment: number): Promise<void> {
    if ((await this.#registry.head()).time > moment) return;
    const message = `It is too early. This can be done after ${timeOf(moment)}.`;
    throw new DidimError("council.too-early", message, { moment });
  }
}

function supportIn(receipt: Receipt): { readonly seats: number; readonly frozenUntil?: number } {
  const until = eventOf(receipt, "Frozen")?.facts.until;
  if (until !== undefined) return { seats: 3, frozenUntil: Number(until) };
  return { seats: BigInt(String(eventOf(receipt, "FreezeSupported")?.facts.earlier)) === 0n ? 1 : 2 };
}

/** See {@link CouncilMember}. Throws `registry.no-signer` if no DID is given and no account acts, and `did.*`. */
export function createCouncilMember(options: CouncilMemberOptions): CouncilMember {
  return new CouncilMember(options);
}
