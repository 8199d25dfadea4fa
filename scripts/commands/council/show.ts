import { findProposal, stateOf } from "../../../src/public/council.ts";
import { agenciesIn, decided, decidedText } from "../../lib/registries/decisions.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

/** How many lines of the proposer's text are shown; the JSON has all of it. */
const LINES = 40;

export default defineVerb({
  noun: "council",
  verb: "show",
  about: {
    en: "show a proposal: what each of its calls would do, and its description by the proposer",
    ko: "안건 하나의 조치 내용과 발의자의 설명을 보여 줍니다",
  },
  example: "48213",
  chain: "reads",
  usage: (command, say) => command.argument("<proposal>", say("the proposal's id", "안건 번호")),
  async run(context, [id = ""]) {
    const registry = await context.registry();
    const proposal = await findProposal(registry, id);
    const one = { ...(await decided(registry, proposal)), state: await stateOf(registry, proposal.id) };
    const agencies = await agenciesIn(registry, [one]);
    return { json: { ...one, names: agencies.json }, text: decidedText(registry, one, LINES, agencies) };
  },
});
