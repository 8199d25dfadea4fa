import { execute, findProposal, queue, readyAt, stateOf } from "../../src/index.ts";
import { defineVerb } from "../lib/verb.ts";
import { waitUntil } from "../lib/waiting.ts";

export default defineVerb({
  noun: "council",
  verb: "execute",
  about:
    "carry out a proposal that was voted for: starts the delay if need be, waits for it if it is short; anyone may",
  chain: "writes",
  usage: (command) => command.argument("<proposal>", "its id"),
  async run(context, [id = ""]) {
    const registry = await context.writer();
    const proposal = await findProposal(registry, id);
    await waitUntil(registry, proposal.voteEnd, context, { en: "for the vote to end", ko: "표결 종료" });
    if ((await stateOf(registry, id)) === "succeeded") await queue(registry, proposal);
    const ready = await readyAt(registry, id);
    await waitUntil(registry, ready, context, { en: "for the delay to end", ko: "유예 기간 종료" });
    const { hash, block, events } = await execute(registry, proposal);
    return {
      json: { proposal: id, transaction: hash, block, events },
      text: {
        en: `Carried out: ${proposal.description} (block ${block})`,
        ko: `집행: ${proposal.description} (블록 ${block})`,
      },
    };
  },
});
