import type { Proposal } from "../../src/index.ts";
import type { Outcome } from "./output.ts";
import { when } from "./values.ts";

/** What a command says that made a proposal. */
export function proposalOutcome(proposal: Proposal): Outcome {
  const { id, voteStart, voteEnd } = proposal;
  const [from, until] = [when(voteStart).en, when(voteEnd).en];
  const next = `npm run didim -- council vote ${id} for`;
  return {
    json: { proposal: id, voteStart, voteEnd, description: proposal.description },
    text: {
      en: `Proposal ${id}\nThe seats vote from ${from} until ${until}:\n  ${next}`,
      ko: `안건 ${id}\n표결: ${from}부터 ${until}까지\n  ${next}`,
    },
  };
}
