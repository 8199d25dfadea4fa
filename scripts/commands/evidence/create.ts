import { evidenceOf, formatEvidence, proof, SealedClock, verify } from "../../../src/index.ts";
import { anchorIn } from "../../lib/credentials/evidence.ts";
import { addPolicyOptions, type PolicyOptions, policyOf } from "../../lib/credentials/requests.ts";
import { presentationsIn, verdictOutcome } from "../../lib/credentials/verdicts.ts";
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
  about: "by a verifier: keep what was presented with its proofs, if it is good, for somebody who was not there",
  usage: (command) =>
    addPolicyOptions(command.argument("<files...>", "presentations with staples, one a line; - for standard input"))
      .requiredOption("--anchor <file>", "the trust anchor")
      .requiredOption("--out <file>", "where to write the evidence: a new file"),
  async run({ keys }, files, options) {
    checkOut(options.out);
    const [anchor, presentations] = [anchorIn(options.anchor), presentationsIn(files)];
    const policy = await policyOf(
      options,
      didsOf(keys, () => anchor.chainId),
    );
    const clock = new SealedClock();
    const verdict = await verify(presentations, policy, proof({ anchor, clock }), clock);
    if (verdict.outcome !== "valid") return verdictOutcome(verdict, false);
    // The times are the evidence's own dates.
    const { maxAge: _, maxProofAge: __, ...request } = policy;
    writeOut(options.out, formatEvidence(evidenceOf(request, presentations)));
    const json = { evidence: options.out, verdict };
    return { json, text: plain(options.out) };
  },
});
