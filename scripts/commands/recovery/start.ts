import { createRecoverer } from "../../../src/public/issuer.ts";
import { accountNamed } from "../../lib/registries/recovery.ts";
import { when } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly controller: string;
  readonly endKeys?: true;
}

export default defineVerb<Options>({
  noun: "recovery",
  verb: "start",
  about: {
    en: "(recoverer) announce another controller of a DID; it can take over after 7 days",
    ko: "(복구 계정) 새 통제 계정을 예고합니다. 7일이 지나면 교체할 수 있습니다",
  },
  example:
    "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --controller sejong-new --end-keys --key recoverer",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<did>")
      .requiredOption(
        "--controller <account>",
        say("the new controller: an account's address, or its key's name", "새 통제 계정의 주소나 키 이름"),
      )
      .option(
        "--end-keys",
        say(
          "also end its signing keys, if they may have been stolen",
          "서명 키의 사용도 함께 끝냅니다(서명 키도 유출되었을 수 있을 때)",
        ),
      ),
  async run(context, [text = ""], { controller, endKeys = false }) {
    const newController = await accountNamed(context, controller);
    const registry = await context.writer();
    const recoverer = createRecoverer({ registry, did: await context.identity(text) });
    const { did, readyAt, receipt } = await recoverer.start({ to: newController, endKeys });
    const next = `npm run didim -- recovery finish ${did}`;
    if (receipt === undefined) {
      const at = when(readyAt);
      return {
        json: { did, newController, readyAt, endKeys, unchanged: true },
        text: {
          en: `${did}: this recovery is already under way; nothing was sent. From ${at.en} on, anyone may finish it:\n  ${next}`,
          ko: `${did}: 같은 복구가 이미 진행 중이어서 거래를 보내지 않았습니다. ${at.ko}부터 누구나 마칠 수 있습니다:\n  ${next}`,
        },
      };
    }
    const { hash, block } = receipt;
    return {
      json: { did, newController, readyAt, endKeys, transaction: hash, block },
      text: {
        en: `${did}: ${newController} is announced as its controller (block ${block})\nFrom ${when(readyAt).en} on, anyone may finish it:\n  ${next}`,
        ko: `${did}: 새 통제 계정으로 ${newController} 계정을 예고했습니다 (블록 ${block})\n${when(readyAt).ko}부터 누구나 마칠 수 있습니다:\n  ${next}`,
      },
    };
  },
});
