import { typeIdOf } from "../../../src/public/council.ts";
import { formatDid } from "../../../src/public/did.ts";
import {
  type Annullable,
  annullableEpochs,
  type Receipt,
  type Registry,
  theftsOf,
} from "../../../src/public/registry.ts";
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
honest epochs count again. A suspension stays: reinstate or withdraw the agency first. To cut off for good the agency and all that it accredited,
withdraw it, before or afterwards.`,
          `
무효로 한 인가 기간에 발급한 증명서는 더 이상 검증을 통과하지 못합니다. 그 뒤에 시작된 인가 기간이 없으면 인가받지 않은 기관으로
보며, 다시 인가하면 정당한 인가 기간은 다시 인정됩니다. 정지는 그대로 남으므로 먼저 해제하거나 철회(withdraw)하십시오. 그 기관과
그 기관이 인가한 기관을 모두 영구히 배제하려면 철회하십시오. 무효로 하기 전이든 뒤든 할 수 있습니다.`,
        ),
      ),
  async run(context, [did = "", vct = ""], { epoch }) {
    const registry = await context.writer();
    const [issuer, typeId] = [await context.identity(did), typeIdOf(vct)];
    const wanted = epoch === undefined ? undefined : wholeNumber("an epoch's number", epoch, 0, 2 ** 16 - 1);
    const all = wanted === undefined ? await annullableEpochs(registry, issuer, typeId) : [];
    // If no epoch can be annulled, the registry's refusal says why.
    const chosen = all.length > 0 ? all : [await asked(registry, issuer, typeId, wanted)];
    const epochs = chosen.map(({ epoch }) => epoch);
    context.progress({
      en: `annulling ${counted(epochs.length, "epoch")}`,
      ko: `인가 기간 ${epochs.length}건을 무효로 합니다`,
    });
    const receipts: Receipt[] = [];
    for (const { epoch, term } of chosen) {
      receipts.push(await registry.accreditations.annul(issuer, typeId, epoch, term));
    }
    const [subject, block] = [formatDid(registry.chainId, issuer), receipts.at(-1)?.block];
    return {
      json: { issuer: subject, vct, typeId, epochs, transactions: receipts.map(({ hash }) => hash), block },
      text: {
        en: `${subject}: annulled, epoch ${epochs.join(", ")} (${vct}, block ${block})`,
        ko: `${subject}: 인가 기간 ${epochs.join(", ")}번을 무효로 했습니다 (${vct}, 블록 ${block})`,
      },
    };
  },
});

/** The named epoch (by default the newest) and the theft during which it began; if there is none, the last theft. */
async function asked(registry: Registry, issuer: string, typeId: string, wanted?: number): Promise<Annullable> {
  const { accreditations } = registry;
  const { epochs } = await accreditations.accreditationOf(issuer, typeId);
  const epoch = wanted ?? Math.max(0, Number(epochs) - 1);
  const [{ from }, thefts] = await Promise.all([
    accreditations.epochOf(issuer, typeId, epoch),
    theftsOf(registry, typeId),
  ]);
  const theft = thefts.find(({ since, until }) => since <= from && from <= until) ?? thefts.at(-1);
  return { epoch, term: theft?.term ?? 0 };
}
