import { Option } from "commander";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { requestOf } from "../../../src/public/verifier.ts";
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
        say("the verifier's DID, if it is not the audience", "검증자의 DID(audience와 다를 때)"),
      )
      .option(
        "--agree",
        say(
          "agree to show claims that the verifier is not registered to ask for",
          "검증자가 등록하지 않은 항목도 제시하는 데 동의합니다",
        ),
      )
      .addOption(
        new Option(
          "--staple [part]",
          say(
            "add a proof for verifiers without a network, as of the newest block (one-time copies: of the last full minute): all, or status if the verifier has the rest",
            "네트워크가 없는 검증자를 위해 최신 블록 기준(일회용 사본은 직전 분 기준)의 증명을 첨부합니다. all은 전부, status는 상태만 첨부합니다",
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
    // The user sees who requests what before anything is shown, even if the user agreed in advance.
    context.progress(review.text);
    for (const { type: vct, text } of review.items)
      context.progress({ en: `${vct}: ${text.en}`, ko: `${vct}: ${text.ko}` });
    const presentations = await withCure(
      wallet.present(request, {
        ...(agree && { acknowledge: review }),
        ...(staple !== undefined && { staple: staple === "status" ? "status" : "all" }),
      }),
      review.text.en,
    );
    const written = JSON.stringify(presentations, undefined, 2);
    writeOut(out, `${written}\n`);
    return { json: { review, presentations }, text: plain(out ?? written) };
  },
});

const OVER_ASKED: ReadonlySet<string> = new Set(["holder.over-asking", "holder.not-reviewed", "holder.shows-more"]);

/** Agreeing is an option here, where the SDK has an argument. */
async function withCure<T>(presenting: Promise<T>, found: string): Promise<T> {
  try {
    return await presenting;
  } catch (error) {
    if (!isDidimError(error) || !OVER_ASKED.has(error.code)) throw error;
    const what =
      error.code === "holder.shows-more" ? "The best credential for this shows claims that nobody asked for." : found;
    const message = `${what} If you agree to show all the same, add --agree.`;
    throw new DidimError(error.code, message, error.details, { cause: error });
  }
}
