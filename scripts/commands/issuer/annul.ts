import { createAccreditor } from "../../../src/public/authority.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { counted } from "../../lib/terminal/output/counted.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly epoch?: string }>({
  noun: "issuer",
  verb: "annul",
  about: {
    en: "(authority that succeeds a stolen one) annul, for good, accreditations of an agency that began since the theft",
    ko: "(통제권을 탈취당한 소관 기관의 후임 기관) 탈취 이후 시작된 인가를 영구히 무효로 합니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --key mois",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<did>", say("the agency", "기관"))
      .argument("<vct>")
      .option(
        "--epoch <number>",
        say(
          "only this accreditation, counted from 0; if not given: all since the theft, one by one",
          "이 번호의 인가 기간만(0부터 셈). 생략하면 탈취 이후의 모든 인가를 하나씩 처리합니다",
        ),
      )
      .addHelpText(
        "after",
        say(
          `
What was issued in an annulled epoch no longer verifies. While no later one has begun, the agency counts as not accredited; accredited again, its
honest epochs count again. Where the epoch below is suspended, or the annulled one itself, the agency stays suspended, and is reinstated or
withdrawn, not accredited. To cut off for good the agency and all that it accredited, withdraw it, before or afterwards.`,
          `
무효로 한 인가 기간에 발급한 증명서는 더 이상 검증을 통과하지 못합니다. 그 뒤에 시작된 인가 기간이 없으면 인가받지 않은 기관으로
보며, 다시 인가하면 정당한 인가 기간은 다시 인정됩니다. 무효로 한 인가 기간이나 그 바로 앞의 인가 기간이 정지되어 있으면 정지가
그대로 남으므로, 다시 인가하지 않고 정지를 해제하거나 철회(withdraw)합니다. 그 기관과 그 기관이 인가한 기관을 모두 영구히 배제하려면
철회하십시오. 무효로 하기 전이든 뒤든 할 수 있습니다.`,
        ),
      ),
  async run(context, [did = "", vct = ""], { epoch }) {
    const registry = await context.writer();
    const agency = await context.identity(did);
    const wanted = epoch === undefined ? {} : { epoch: wholeNumber("an epoch's number", epoch, 0, 2 ** 16 - 1) };
    const annulled = await createAccreditor({ registry }).annul({
      agency,
      type: vct,
      ...wanted,
      onStart: ({ length }) =>
        context.progress({ en: `annulling ${counted(length, "epoch")}`, ko: `인가 기간 ${length}건을 무효로 합니다` }),
    });
    const { agency: issuer, epochs, receipts } = annulled;
    const block = receipts.at(-1)?.block;
    const transactions = receipts.map(({ hash }) => hash);
    return {
      json: { issuer, vct, typeId: typeIdOf(vct), epochs, transactions, block },
      text: {
        en: `${issuer}: annulled, epoch ${epochs.join(", ")} (${vct}, block ${block})`,
        ko: `${issuer}: 인가 기간 ${epochs.join(", ")}번을 무효로 했습니다 (${vct}, 블록 ${block})`,
      },
    };
  },
});
