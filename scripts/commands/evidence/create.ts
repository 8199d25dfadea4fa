import { evidenceOf, formatEvidence, proof, SealedClock, verify } from "../../../src/index.ts";
import { anchorIn } from "../../lib/credentials/evidence.ts";
import { addPolicyOptions, type PolicyOptions, policyOf } from "../../lib/credentials/requests.ts";
import { presentationsIn, verdictResult } from "../../lib/credentials/verdicts.ts";
import { didsOf } from "../../lib/keys/identities.ts";
import { checkOut, writeOut } from "../../lib/terminal/out.ts";
import { plain } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends PolicyOptions {
  readonly anchor: string;
  readonly out: string;
}

export default defineVerb<Options>({
  noun: "evidence",
  verb: "create",
  about: {
    en: "by a verifier: keep what was presented with its proofs, if it is good, for somebody who was not there",
    ko: "검증자가: 유효하게 제시된 것을 증명과 함께 증거로 보관합니다",
  },
  example:
    "presentation.txt --audience https://gate.example --nonce 8x2kQ0aV5nR7wZ1m --type urn:kr:mois:civil-servant-id=family_name,given_name --anchor trust-anchor.json --out evidence.json",
  usage: (command, say) =>
    addPolicyOptions(
      command.argument(
        "<files...>",
        say(
          "presentations with staples, one a line; - for standard input",
          "증명이 첨부된 제시 내용, 한 줄에 하나. -는 표준 입력",
        ),
      ),
      say,
    )
      .requiredOption("--anchor <file>", say("the trust anchor", "신뢰 앵커"))
      .requiredOption("--out <file>", say("where to write the evidence: a new file", "증거를 저장할 새 파일")),
  async run({ keys }, files, options) {
    checkOut(options.out);
    const [anchor, presentations] = [anchorIn(options.anchor), presentationsIn(files)];
    const policy = await policyOf(
      options,
      didsOf(keys, () => anchor.chainId),
    );
    const clock = new SealedClock();
    const verdict = await verify(presentations, policy, proof({ anchor, clock }), clock);
    if (verdict.outcome !== "valid") return verdictResult(verdict, false);
    // The times are the evidence's own dates.
    const { maxAge: _, maxProofAge: __, ...request } = policy;
    writeOut(options.out, formatEvidence(evidenceOf(request, presentations)));
    const json = { evidence: options.out, verdict };
    return { json, text: plain(options.out) };
  },
});
