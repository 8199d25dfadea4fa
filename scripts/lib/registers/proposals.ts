import type { Proposal } from "../../../src/public/council.ts";
import type { Registry } from "../../../src/public/registry.ts";
import type { CommandResult } from "../terminal/output.ts";
import { when } from "../terminal/values.ts";
import { actionsText, decided } from "./decisions.ts";

/** The output of a command that made a proposal: its decoded calls, as voters will see them. */
export async function proposalResult(registry: Registry, proposal: Proposal): Promise<CommandResult> {
  const { actions, ...made } = await decided(registry, proposal);
  const { id, voteStart, voteEnd, description } = made;
  const [from, until] = [when(voteStart).en, when(voteEnd).en];
  const next = `npm run didim -- council vote ${id} for`;
  return {
    json: { proposal: id, voteStart, voteEnd, description, actions },
    text: {
      en: `Proposal ${id}\n${actionsText(registry, actions, "en")}\nThe seats vote from ${from} until ${until}:\n  ${next}`,
      ko: `안건 ${id}\n${actionsText(registry, actions, "ko")}\n표결: ${from}부터 ${until}까지\n  ${next}`,
    },
  };
}
