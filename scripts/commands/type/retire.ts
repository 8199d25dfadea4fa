import { typeIdOf } from "../../../src/index.ts";
import { moment, when } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ from: string }>({
  noun: "type",
  verb: "retire",
  about: "by the authority: from a moment on nothing more is issued of the type; what was issued stands",
  chain: "writes",
  usage: (command) => command.argument("<vct>").option("--from <time>", "from when on", "+1m"),
  async run(context, [vct = ""], { from }) {
    const registry = await context.writer();
    const retired = moment(from, (await registry.head()).time);
    const { hash, block } = await registry.types.retire(typeIdOf(vct), retired);
    const shown = when(retired);
    return {
      json: { vct, retired, transaction: hash, block },
      text: { en: `${vct} is retired from ${shown.en} on`, ko: `${vct}: ${shown.ko}부터 발급하지 않습니다` },
    };
  },
});
