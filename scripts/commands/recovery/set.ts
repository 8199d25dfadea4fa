import { createAgency } from "../../../src/public/issuer.ts";
import { accountNamed } from "../../lib/registries/recovery.ts";
import { when } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "recovery",
  verb: "set",
  about: {
    en: "(controller) name the account that may replace a lost or stolen controller, at 7 days' notice",
    ko: "(통제 계정) 통제 계정을 분실하거나 탈취당했을 때, 7일의 예고를 거쳐 교체할 수 있는 복구 계정을 지정합니다",
  },
  example: "0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument(
        "<account|none>",
        say(
          "the address of an account, or better of a contract where several must agree; or the name of an account key",
          "계정 주소나 계정 키 이름. 여러 사람이 동의해야 하는 계약의 주소를 권장합니다",
        ),
      )
      .addHelpText(
        "after",
        say(
          `
The recoverer outranks the controller, which can stop it only by ending the DID. Name one that is as hard to steal as the DID is
worth, and that is not kept where the controller is. The first one holds at once; another one, or none, in 7 days.`,
          `
복구 계정의 권한은 통제 계정보다 우선하며, 통제 계정이 이를 막으려면 DID를 폐기하는 수밖에 없습니다. DID가 중요한 만큼 탈취하기
어렵고, 통제 계정과 다른 곳에 보관하는 계정을 지정하십시오. 처음 지정하면 바로, 바꾸거나 없애면 7일 뒤에 효력이 생깁니다.`,
        ),
      ),
  async run(context, [who = ""]) {
    const registry = await context.writer();
    const agency = createAgency({ registry, did: await context.actor(registry) });
    const recoverer = who === "none" ? undefined : await accountNamed(context, who);
    const name = { en: recoverer ?? "nobody", ko: recoverer ?? "없음" };
    const { did, from, receipt } = await agency.setRecovery({ recoverer: recoverer ?? null });
    if (receipt === undefined) {
      const isAhead = from > (await registry.head()).time;
      const since = {
        en: isAhead ? `from ${when(from).en} on` : "already",
        ko: isAhead ? `${when(from).ko}부터` : "현재",
      };
      return {
        json: { did, recoverer: recoverer ?? null, from, unchanged: true },
        text: {
          en: `${did}: its recovery account is ${name.en}, ${since.en}; nothing was sent`,
          ko: `${did}: 복구 계정(${since.ko}): ${name.ko}. 이미 같은 상태여서 거래를 보내지 않았습니다`,
        },
      };
    }
    const { hash, block } = receipt;
    return {
      json: { did, recoverer: recoverer ?? null, from, transaction: hash, block },
      text: {
        en: `${did}: its recovery account is ${name.en}, from ${when(from).en} on (block ${block})`,
        ko: `${did}: 복구 계정(${when(from).ko}부터): ${name.ko} (블록 ${block})`,
      },
    };
  },
});
