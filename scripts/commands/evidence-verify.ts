import { SealedClock, verifyEvidence } from "../../src/index.ts";
import { anchorIn, documentIn, evidenceIn } from "../lib/evidence.ts";
import { requirementsOf } from "../lib/requests.ts";
import { wholeNumber } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";
import { factsOf, verdictOutcome } from "../lib/verdicts.ts";

interface Options {
  readonly anchor: readonly string[];
  readonly type?: readonly string[];
  readonly document?: string;
  readonly window?: string;
  readonly later?: true;
}

const LONGEST_WINDOW = 366 * 86_400;

export default defineVerb<Options>({
  noun: "evidence",
  verb: "verify",
  about: "by a court, years later, without the chain: was it genuine, theirs, and good when they signed?",
  chain: "reads",
  usage: (command) =>
    command
      .argument("<file>", "the evidence")
      .requiredOption("--anchor <files...>", "trust anchors as they were in force then, from an archive")
      .option("--type <vct=claims...>", "what must be proved, if not what the verifier asked for then")
      .option("--document <file>", "what must have been signed by it")
      .option("--window <seconds>", "how long the time may be within which it was signed")
      .option("--later", "ask the registries (--network) what became known since"),
  async run(context, [file = ""], { anchor, type, document, window, later }) {
    const verdict = await verifyEvidence(evidenceIn(file), {
      anchors: anchor.map(anchorIn),
      clock: new SealedClock(),
      ...(document !== undefined && { document: documentIn(document) }),
      ...(type && { requirements: requirementsOf(type) }),
      ...(window !== undefined && { window: wholeNumber("a number of seconds", window, 1, LONGEST_WINDOW) }),
      ...(later && { later: await factsOf(context) }),
    });
    return verdictOutcome(verdict, true);
  },
});
