import { Option } from "commander";
import { addRequestOptions } from "../../lib/credentials/requests.ts";
import { reviewAndPresent, type ShowOptions } from "../../lib/credentials/showing.ts";
import { openWallet } from "../../lib/credentials/wallet.ts";
import { didsOf } from "../../lib/keys/identities.ts";
import { plain } from "../../lib/terminal/input/values.ts";
import { checkOut, writeOut } from "../../lib/terminal/output/output-file.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends ShowOptions {
  readonly checkpoint?: string;
  readonly out?: string;
}

export default defineVerb<Options>({
  noun: "credential",
  verb: "present",
  about: {
    en: "(holder) present credentials to a verifier, with only the claims that it asks for",
    ko: "(소지자) 검증자가 요구한 항목만 골라 증명서를 제시합니다",
  },
  example:
    "--audience https://gate.example --nonce 8x2kQ0aV5nR7wZ1m --type urn:kr:mois:civil-servant-id=family_name,given_name --out presentation.txt",
  chain: "reads",
  usage: (command, say) =>
    addRequestOptions(command, say)
      .option(
        "--verifier <did>",
        say(
          "the DID that you know to be the verifier's, if it is not the audience; a request file alone proves none",
          "검증자의 것으로 직접 확인한 DID(audience와 다를 때). 요청 파일에 적힌 DID는 증거가 되지 않습니다",
        ),
      )
      .option(
        "--agree",
        say(
          "agree in advance to what the review warns of: a verifier that is not registered for this or is not known, or a document that is signed along; for scripts",
          "확인 결과에 경고가 있어도 제시하는 데 미리 동의합니다(등록된 범위를 넘어 요구하거나 확인되지 않은 검증자, 함께 서명하게 되는 문서 등). 스크립트용",
        ),
      )
      .option(
        "--document <file>",
        say(
          "the document that you have read and sign with the answer, if the nonce binds one",
          "논스에 문서가 연결되어 있을 때: 읽어 보고 응답과 함께 서명할 문서",
        ),
      )
      .addOption(
        new Option(
          "--staple [part]",
          say(
            "add a proof for verifiers without a network, as of the newest block (one-time copies: of the last full minute): all, or status if the verifier has the rest",
            "네트워크가 없는 검증자를 위해 최신 블록 기준(일회용 사본은 초를 뗀 분 단위 기준)의 증명을 첨부합니다. all은 전부, 검증자에게 나머지가 있으면 status로 상태만 첨부합니다",
          ),
        ).choices(["all", "status"]),
      )
      .option(
        "--checkpoint <file>",
        say(
          "with --staple, on a chain without seals: the checkpoint that members signed",
          "--staple과 함께: 봉인이 없는 체인에서 회원이 서명한 체크포인트",
        ),
      )
      .option(
        "--out <file>",
        say("the new file to write the presentations to, by query", "질의별 제시 내용을 저장할 새 파일"),
      ),
  async run(context, _, { checkpoint, out, ...asked }) {
    checkOut(out);
    const registry = await context.registry();
    const wallet = await openWallet(context, registry, checkpoint);
    const { review, presentations } = await reviewAndPresent(
      context,
      wallet,
      asked,
      didsOf(context.keys, () => registry.chainId),
    );
    const written = JSON.stringify(presentations, undefined, 2);
    writeOut(out, `${written}\n`);
    return { json: { review, presentations }, text: plain(out ?? written) };
  },
});
