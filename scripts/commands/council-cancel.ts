import { cancel, findProposal } from "../../src/index.ts";
import { oneLine } from "../lib/output.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb({
  noun: "council",
  verb: "cancel",
  about: "by the guardian: stop a proposal, for good, before it is carried out",
  chain: "writes",
  usage: (command) => command.argument("<proposal>", "its id"),
  async run(context, [id = ""]) {
    const registry = await context.writer();
    const proposal = await findProposal(registry, id);
    const { hash, block } = await cancel(registry, proposal);
    const about = oneLine(proposal.description);
    return {
      json: { proposal: proposal.id, transaction: hash, block },
      text: { en: `Cancelled: ${about} (block ${block})`, ko: `취소: ${about} (블록 ${block})` },
    };
  },
});
