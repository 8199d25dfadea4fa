import { type Evidence, evidenceOf, formatEvidence } from "../../../src/public/evidence.ts";
import { createProofFacts } from "../../../src/public/facts/proof.ts";
import type { Presentations } from "../../../src/public/holder.ts";
import { createVerifier, type Policy, SealedClock } from "../../../src/public/verifier.ts";
import { anchorIn } from "../../lib/credentials/evidence.ts";
import { addPolicyOptions, type PolicyOptions, policyOf } from "../../lib/credentials/requests.ts";
import { presentedIn, verdictResult } from "../../lib/credentials/verdicts.ts";
import { didsOf } from "../../lib/keys/identities.ts";
import { plain } from "../../lib/terminal/input/values.ts";
import { checkOut, writeOut } from "../../lib/terminal/output/output-file.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends PolicyOptions {
  readonly anchor: string;
  readonly out: string;
}

export default defineVerb<Options>({
  noun: "evidence",
  verb: "create",
  about: {
    en: "(verifier) keep a valid presentation and its proofs as evidence",
    ko: "(검증자) 유효한 제시 내용을 증명과 함께 증거로 보관합니다",
  },
  example:
    "presentation.txt --audience https://gate.example --nonce 8x2kQ0aV5nR7wZ1m --type urn:kr:mois:civil-servant-id=family_name,given_name --anchor trust-anchor.json --out evidence.json",
  usage: (command, say) =>
    addPolicyOptions(
      command.argument(
        "<file>",
        say("what the holder presented, with staples; - for standard input", "증명이 첨부된 제시 내용. -는 표준 입력"),
      ),
      say,
    )
      .requiredOption("--anchor <file>", say("the trust anchor", "신뢰 앵커"))
      .requiredOption("--out <file>", say("the new file to write the evidence to", "증거를 저장할 새 파일")),
  async run({ keys }, [file = ""], options) {
    checkOut(options.out);
    const [anchor, presented] = [anchorIn(options.anchor), presentedIn(file)];
    const policy = await policyOf(
      options,
      didsOf(keys, () => anchor.chainId),
    );
    const clock = new SealedClock();
    const verdict = await createVerifier({ facts: createProofFacts({ anchor, clock }), clock }).verify(
      presented,
      policy,
    );
    if (verdict.outcome !== "valid") return verdictResult(verdict, false);
    // Age limits are left out: evidence has dates of its own.
    const { maxAge: _, maxProofAge: __, ...request } = policy;
    writeOut(options.out, formatEvidence(evidenceOf(request, keptOf(presented, policy))));
    const json = { evidence: options.out, verdict };
    return { json, text: plain(options.out) };
  },
});

/** By the id of the query; a single presentation was found to answer the only one. */
function keptOf(presented: Presentations | string, { credentials }: Policy): Evidence["presentations"] {
  const [only] = credentials;
  if (typeof presented === "string") return only === undefined ? {} : { [only.id]: [presented] };
  return presented as Evidence["presentations"];
}
