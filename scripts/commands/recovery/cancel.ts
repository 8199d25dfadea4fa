import { formatDid } from "../../../src/index.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "recovery",
  verb: "cancel",
  about: "by the recoverer: take a recovery back that is under way; its controller stays",
  chain: "writes",
  usage: (command) => command.argument("<did>"),
  async run(context, [text = ""]) {
    const registry = await context.writer();
    const identity = await context.identity(text);
    const did = formatDid(registry.chainId, identity);
    const { hash, block } = await registry.dids.cancelRecovery(identity);
    return {
      json: { did, transaction: hash, block },
      text: {
        en: `${did}: the recovery is cancelled, its controller stays (block ${block})`,
        ko: `${did}: 복구를 취소했습니다. 통제 계정은 그대로입니다 (블록 ${block})`,
      },
    };
  },
});
