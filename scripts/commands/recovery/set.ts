import { formatDid, ZERO_ADDRESS } from "../../../src/public/did.ts";
import { eventOf, recoveryOf } from "../../../src/public/registry.ts";
import { accountNamed } from "../../lib/registers/recovery.ts";
import { when } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "recovery",
  verb: "set",
  about: {
    en: "(controller) name the account that may replace a lost or stolen controller, at 7 days' notice",
    ko: "(통제 계정) 통제 계정을 분실하거나 도난당했을 때, 7일의 예고를 거쳐 교체할 수 있는 복구 계정을 지정합니다",
  },
  example: "0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument(
        "<account|none>",
        say(
          "the address of an account, or better of a contract where several must agree; or the name of an account key",
          "계정 주소나 키 이름. 여러 사람의 동의가 필요한 계약의 주소를 권장합니다",
        ),
      )
      .addHelpText(
        "after",
        say(
          `
The recoverer outranks the controller, which can stop it only by ending the DID. Name one that is as hard to steal as the DID is
worth, and that is not kept where the controller is. The first one holds at once; another one, or none, in 7 days.`,
          `
복구 계정은 통제 계정보다 위에 있어, 통제 계정은 DID를 폐기해야만 막을 수 있습니다. DID의 가치만큼 훔치기 어렵고 통제 계정과
다른 곳에 보관한 계정을 지정하십시오. 처음 지정은 바로, 바꾸거나 없애는 것은 7일 뒤에 효력이 있습니다.`,
        ),
      ),
  async run(context, [who = ""]) {
    const registry = await context.writer();
    const identity = await context.actor(registry);
    const did = formatDid(registry.chainId, identity);
    const recoverer = who === "none" ? undefined : await accountNamed(context, who);
    const name = { en: recoverer ?? "nobody", ko: recoverer ?? "아무도 없음" };
    const { change, asOf, ...known } = await recoveryOf(registry, identity);
    // Repeating the change would start its 7 days again, so nothing is sent.
    if ((change ?? known).recoverer === recoverer && known.underWay === undefined) {
      const from = change?.from ?? asOf.time;
      const since = {
        en: change ? `from ${when(from).en} on` : "already",
        ko: change ? `${when(from).ko}부터` : "이미",
      };
      return {
        json: { did, recoverer: recoverer ?? null, from, unchanged: true },
        text: {
          en: `${did}: its recovery account is ${name.en}, ${since.en}; nothing was sent`,
          ko: `${did}: 복구 계정은 ${since.ko} ${name.ko}입니다. 아무것도 보내지 않았습니다`,
        },
      };
    }
    const receipt = await registry.dids.setRecovery(identity, recoverer ?? ZERO_ADDRESS);
    const from = Number(eventOf(receipt, "RecoveryAddressChanged")?.facts.from);
    const { hash, block } = receipt;
    return {
      json: { did, recoverer: recoverer ?? null, from, transaction: hash, block },
      text: {
        en: `${did}: its recovery account is ${name.en}, from ${when(from).en} on (block ${block})`,
        ko: `${did}: ${when(from).ko}부터 복구 계정은 ${name.ko}입니다 (블록 ${block})`,
      },
    };
  },
});
