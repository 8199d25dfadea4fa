import { DidimError } from "../../../src/public/index.ts";
import { createAgency } from "../../../src/public/issuer.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ forGood?: true }>({
  noun: "did",
  verb: "deactivate",
  about: {
    en: "deactivate a DID, for good: its credentials are no longer valid, nor those of agencies that it accredited",
    ko: "DID를 영구히 폐기합니다. 이 DID가 발급한 증명서와, 이 DID가 인가한 기관의 증명서는 더 이상 유효하지 않습니다",
  },
  example: "--for-good --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command.option("--for-good", say("confirm that it cannot be undone", "되돌릴 수 없음을 확인합니다")),
  async run(context, _, { forGood }) {
    if (!forGood) throw new DidimError("cli.confirm", "This cannot be undone. To confirm, add --for-good.", {});
    const registry = await context.writer();
    const agency = createAgency({ registry, did: await context.actor(registry) });
    const { did, receipt } = await agency.deactivate();
    const { hash, block } = receipt;
    return {
      json: { did, transaction: hash, block },
      text: {
        en: `${did} is deactivated, for good (block ${block})`,
        ko: `${did}: 영구히 폐기했습니다 (블록 ${block})`,
      },
    };
  },
});
