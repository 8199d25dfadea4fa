import { findProposal, stateOf } from "../../../src/index.ts";
import { decided, decidedWords } from "../../lib/registers/decisions.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

/** How many lines of the proposer's text are shown; the JSON has all of it. */
const LINES = 40;

export default defineVerb({
  noun: "council",
  verb: "show",
  about: {
    en: "one proposal: what each of its calls would do, and what its proposer says about it",
    ko: "안건 하나가 하는 일과 발의자의 설명을 봅니다",
  },
  example: "48213",
  chain: "reads",
  usage: (command, say) => command.argument("<proposal>", say("its id", "안건 번호")),
  async run(context, [id = ""]) {
    const registry = await context.registry();
    const proposal = await findProposal(registry, id);
    const one = { ...(await decided(registry, proposal)), state: await stateOf(registry, proposal.id) };
    return { json: one, text: decidedWords(registry, one, LINES) };
  },
});
