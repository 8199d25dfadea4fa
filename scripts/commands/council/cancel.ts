import { cancel, findProposal } from "../../../src/public/council.ts";
import { decided, decidedText, summaryOf } from "../../lib/registries/decisions.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

/** How many lines of the proposer's text are shown. */
const LINES = 6;

export default defineVerb({
  noun: "council",
  verb: "cancel",
  about: {
    en: "(guardian) cancel a proposal, for good, before it is executed",
    ko: "(가디언) 시행되기 전에 안건을 영구히 취소합니다",
  },
  example: "48213 --key guardian",
  chain: "writes",
  confirms: true,
  usage: (command, say) => command.argument("<proposal>", say("the proposal's id", "안건 번호")),
  async run(context, [text = ""]) {
    const registry = await context.writer();
    const proposal = await decided(registry, await findProposal(registry, text));
    context.show(decidedText(registry, proposal, LINES));
    const { id, actions } = proposal;
    const summary = summaryOf(actions);
    await context.confirm({
      en: `Cancel this proposal, for good: ${summary.en}?`,
      ko: `다음 안건을 영구히 취소하시겠습니까? ${summary.ko}`,
    });
    const { hash, block } = await cancel(registry, proposal);
    return {
      json: { proposal: id, actions, transaction: hash, block },
      text: { en: `Cancelled: ${summary.en} (block ${block})`, ko: `취소했습니다: ${summary.ko} (블록 ${block})` },
    };
  },
});
