import {
  type CouncilAction,
  checkActions,
  type Proposal,
  type ProposalState,
  propose,
  proposedBefore,
} from "../../../src/public/council.ts";
import { DidimError } from "../../../src/public/index.ts";
import type { Registry } from "../../../src/public/registry.ts";
import { when } from "../terminal/input/values.ts";
import type { CommandResult } from "../terminal/output/output.ts";
import { actionsText, decided, STATES } from "./decisions.ts";

/** What a proposal is about: in the proposer's own words, or else in the usual ones. */
export interface About {
  readonly description: string | undefined;
  readonly usual: string;
}

/**
 * Makes a proposal, and shows its decoded calls as voters will see them. Refuses what can never be executed, and what is
 * proposed already. Throws what {@link checkActions} throws, and `cli.proposed-already`.
 */
export async function proposeActions(
  registry: Registry,
  member: string,
  actions: readonly CouncilAction[],
  about: About,
): Promise<CommandResult> {
  await checkActions(registry, actions);
  const description = await newDescription(registry, actions, about);
  return proposalResult(registry, await propose(registry, member, actions, description));
}

const OVER: ReadonlySet<ProposalState> = new Set<ProposalState>(["defeated", "cancelled", "expired", "executed"]);

/** Nobody proposes the same more often. */
const MOST_TIMES = 100;

/**
 * The council tells proposals apart by their actions and description, so that the same words cannot be used again. The
 * usual words get a number.
 */
async function newDescription(
  registry: Registry,
  actions: readonly CouncilAction[],
  { description, usual }: About,
): Promise<string> {
  for (let time = 1; time <= MOST_TIMES; time++) {
    const words = description ?? (time === 1 ? usual : `${usual} (${time})`);
    const before = await proposedBefore(registry, actions, words);
    if (before === undefined) return words;
    const isOver = OVER.has(before.state);
    if (isOver && description === undefined) continue;
    const cure = isOver ? "Give another --description" : `See it: npm run didim -- council show ${before.id}`;
    const message = `The same is proposed already: proposal ${before.id}, which is ${STATES[before.state].en}. ${cure}.`;
    throw new DidimError("cli.proposed-already", message, { proposal: before.id, state: before.state });
  }
  throw new DidimError("cli.option", "Give a --description that was not used before.", { option: "--description" });
}

async function proposalResult(registry: Registry, proposal: Proposal): Promise<CommandResult> {
  const { actions, ...made } = await decided(registry, proposal);
  const { id, voteStart, voteEnd, description } = made;
  const [from, until] = [when(voteStart), when(voteEnd)];
  const next = `npm run didim -- council vote ${id} for`;
  return {
    json: { proposal: id, voteStart, voteEnd, description, actions },
    text: {
      en: `Proposal ${id}\n${actionsText(registry, actions, "en")}\nThe seats vote from ${from.en} until ${until.en}:\n  ${next}`,
      ko: `안건 ${id}\n${actionsText(registry, actions, "ko")}\n표결: ${from.ko}부터 ${until.ko}까지\n  ${next}`,
    },
  };
}
