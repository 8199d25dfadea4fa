import { proposals, stateOf } from "../../src/index.ts";
import { oneLine } from "../lib/output.ts";
import { plain, when } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb({
  noun: "council",
  verb: "list",
  about: "the proposals, and what became of them",
  chain: "reads",
  async run(context) {
    const registry = await context.registry();
    const all = await Promise.all(
      (await proposals(registry)).map(async (one) => ({ ...one, state: await stateOf(registry, one.id) })),
    );
    const lines = all.map(
      ({ id, state, description, voteEnd }) => `${id}  ${state}  ${when(voteEnd).en}\n  ${oneLine(description)}`,
    );
    return {
      json: all,
      text: all.length === 0 ? { en: "No proposals.", ko: "안건이 없습니다." } : plain(lines.join("\n")),
    };
  },
});
