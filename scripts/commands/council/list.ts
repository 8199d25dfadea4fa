import { proposals, stateOf } from "../../../src/public/council.ts";
import { agenciesIn, type Decided, decided, decidedText } from "../../lib/registries/decisions.ts";
import type { Language } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

/** How many lines of the proposer's text are shown; `council show` shows more. */
const LINES = 2;

export default defineVerb({
  noun: "council",
  verb: "list",
  about: {
    en: "list the proposals: what each would do, its state, and its description by the proposer",
    ko: "안건의 내용과 상태, 발의자의 설명을 보여 줍니다",
  },
  example: "",
  chain: "reads",
  async run(context) {
    const registry = await context.registry();
    const all = await Promise.all(
      (await proposals(registry)).map(
        async (one): Promise<Decided> => ({
          ...(await decided(registry, one)),
          state: await stateOf(registry, one.id),
        }),
      ),
    );
    const agencies = await agenciesIn(registry, all);
    const text = (lang: Language): string =>
      all.map((one) => decidedText(registry, one, LINES, agencies)[lang]).join("\n\n");
    return {
      json: { proposals: all, names: agencies.json },
      text: all.length === 0 ? { en: "No proposals.", ko: "안건이 없습니다." } : { en: text("en"), ko: text("ko") },
    };
  },
});
