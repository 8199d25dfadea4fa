import { type CouncilAction, type Proposal, proposeActions as propose } from "../../../src/public/council.ts";
import type { Registry } from "../../../src/public/registry.ts";
import { when } from "../terminal/input/values.ts";
import type { CommandResult } from "../terminal/output/output.ts";
import { actionsText, decided } from "./decisions.ts";

/** What a proposal is about: in the proposer's own words, or else in the usual ones. */
export interface About {
  readonly description: string | undefined;
  readonly usual: string;
}

/** Makes a proposal, and shows its decoded calls as voters will see them. */
export async function proposeActions(
  registry: Registry,
  member: string,
  actions: readonly CouncilAction[],
  { description, usual }: About,
): Promise<CommandResult> {
  const put = { actions, ...(description !== undefined && { description }) };
  return proposalResult(registry, await propose(registry, member, put, usual));
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
