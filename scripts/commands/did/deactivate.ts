import { DidimError, formatDid } from "../../../src/index.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ forGood?: true }>({
  noun: "did",
  verb: "deactivate",
  about: {
    en: "end a DID, for good: its keys vouch for nothing, its lists are unmaintained, whom it accredited falls with it",
    ko: "DID를 영구히 폐기합니다. 키와 상태 목록이 효력을 잃고, 인가해 준 기관도 함께 효력을 잃습니다",
  },
  example: "--for-good --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command.option("--for-good", say("confirm that it cannot be undone", "되돌릴 수 없음을 확인합니다")),
  async run(context, _, { forGood }) {
    if (!forGood) throw new DidimError("cli.confirm", "This cannot be undone. Confirm it: --for-good", {});
    const registry = await context.writer();
    const identity = await context.actor(registry);
    const did = formatDid(registry.chainId, identity);
    const { hash, block } = await registry.dids.deactivate(identity);
    return {
      json: { did, transaction: hash, block },
      text: {
        en: `${did} is deactivated, for good (block ${block})`,
        ko: `${did}: 영구히 폐기했습니다 (블록 ${block})`,
      },
    };
  },
});
