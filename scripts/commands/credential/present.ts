import { Option } from "commander";
import { requestOf } from "../../../src/index.ts";
import { addRequestOptions, policyOf, type RequestOptions } from "../../lib/credentials/requests.ts";
import { openWallet } from "../../lib/credentials/wallet.ts";
import { didsOf } from "../../lib/keys/identities.ts";
import { checkOut, writeOut } from "../../lib/terminal/out.ts";
import { plain } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends RequestOptions {
  readonly verifier?: string;
  readonly agree?: true;
  readonly staple?: true | string;
  readonly checkpoint?: string;
  readonly out?: string;
}

export default defineVerb<Options>({
  noun: "credential",
  verb: "present",
  about: {
    en: "by the holder: answer a verifier, with the claims it asks for and no others",
    ko: "소지자가: 검증자가 요구한 항목만 제시합니다",
  },
  example:
    "--audience https://gate.example --nonce 8x2kQ0aV5nR7wZ1m --type urn:kr:mois:civil-servant-id=family_name,given_name --out presentation.txt",
  chain: "reads",
  usage: (command, say) =>
    addRequestOptions(command, say)
      .option(
        "--verifier <did>",
        say("the DID that the verifier goes by, if that is not the audience", "검증자의 DID(audience와 다를 때)"),
      )
      .option(
        "--agree",
        say(
          "show even what the verifier is not registered to ask for",
          "검증자가 요구하도록 등록되지 않은 항목도 제시합니다",
        ),
      )
      .addOption(
        new Option(
          "--staple [part]",
          say(
            "prove it, for a verifier without a network, as of the newest block (a one-time copy: the last full minute): all, or the status for one that keeps the rest",
            "네트워크 없는 검증자를 위해 최신 블록 기준 증명을 첨부합니다(일회용 사본은 직전 분 기준). all은 전부, status는 나머지를 가진 검증자에게 상태만",
          ),
        ).choices(["all", "status"]),
      )
      .option(
        "--checkpoint <file>",
        say(
          "with --staple, on a chain without seals: the block, and what members signed",
          "--staple과 함께, 봉인이 없는 체인에서: 회원이 서명한 체크포인트",
        ),
      )
      .option(
        "--out <file>",
        say("where to write the presentations, by query: a new file", "질의별 제시 내용을 저장할 새 파일"),
      ),
  async run(context, _, { verifier, agree, staple, checkpoint, out, ...asked }) {
    checkOut(out);
    const registry = await context.registry();
    const wallet = await openWallet(context, registry, checkpoint);
    const policy = await policyOf(
      asked,
      didsOf(context.keys, () => registry.chainId),
    );
    const request = { ...requestOf(policy), ...(verifier !== undefined && { verifier }) };
    const review = await wallet.review(request);
    // People see who asks for what before anything is shown, whether they agreed beforehand or not.
    context.progress(review.words);
    for (const { type: vct, words } of review.items)
      context.progress({ en: `${vct}: ${words.en}`, ko: `${vct}: ${words.ko}` });
    const presentations = await wallet.present(request, {
      ...(agree && { acknowledge: review }),
      ...(staple !== undefined && { staple: staple === "status" ? "status" : "all" }),
    });
    const written = JSON.stringify(presentations, undefined, 2);
    writeOut(out, `${written}\n`);
    return { json: { review, presentations }, text: plain(out ?? written) };
  },
});
