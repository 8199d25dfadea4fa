import { ZERO_ADDRESS } from "../../../src/public/did.ts";
import { createAgency } from "../../../src/public/issuer.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "list",
  verb: "operator",
  about: {
    en: "(issuer) name the account that may suspend and reinstate, or remove it",
    ko: "(발급기관) 정지와 정지 해제만 할 수 있는 운영 계정을 지정하거나 지정을 해제합니다",
  },
  example: "1 0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<number>", say("the list's number", "목록 번호"))
      .argument(
        "<address|none>",
        say("the account's address; none removes it", "운영 계정의 주소. none이면 지정을 해제합니다"),
      ),
  async run(context, [number = "", who = ""]) {
    const registry = await context.writer();
    const agency = createAgency({ registry, did: await context.actor(registry) });
    const list = wholeNumber("a list's number", number, 0, 2 ** 32 - 1);
    const operator = who === "none" ? ZERO_ADDRESS : await context.identity(who);
    const { issuer, receipt } = await agency.setOperator({ list, operator: who === "none" ? null : operator });
    const { hash, block } = receipt;
    return {
      json: { issuer, list, operator, transaction: hash, block },
      text: {
        en: `List ${list}: the operator is ${who} now`,
        ko: `상태 목록 ${list}번의 운영 계정: ${who === "none" ? "없음" : who}`,
      },
    };
  },
});
