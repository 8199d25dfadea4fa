import { DidimError, SealedClock, type TrustAnchor, verifyEvidence } from "../../../src/index.ts";
import { anchorIn, documentIn, evidenceIn } from "../../lib/credentials/evidence.ts";
import { addRequirementOptions, type RequirementOptions, requirementsOf } from "../../lib/credentials/requests.ts";
import { factsOf, verdictOutcome } from "../../lib/credentials/verdicts.ts";
import { didsOf } from "../../lib/keys/identities.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends RequirementOptions {
  readonly anchor: readonly string[];
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
    addRequirementOptions(
      command
        .argument("<file>", "the evidence")
        .requiredOption("--anchor <files...>", "trust anchors as they were in force then, from an archive"),
    )
      .option("--document <file>", "what must have been signed by it")
      .option("--window <seconds>", "how long the time may be within which it was signed")
      .option("--later", "ask the registries (--network) what became known since"),
  async run(context, [file = ""], { anchor, document, window, later, ...asked }) {
    const anchors = anchor.map(anchorIn);
    const { credentials, sameHolder } = await requirementsOf(
      asked,
      didsOf(context.keys, () => chainOf(anchors)),
    );
    const verdict = await verifyEvidence(evidenceIn(file), {
      anchors,
      clock: new SealedClock(),
      ...(credentials.length > 0 && { requirements: credentials }),
      ...(sameHolder && { sameHolder }),
      ...(document !== undefined && { document: documentIn(document) }),
      ...(window !== undefined && { window: wholeNumber("a number of seconds", window, 1, LONGEST_WINDOW) }),
      ...(later && { later: await factsOf(context) }),
    });
    return verdictOutcome(verdict, true);
  },
});

/** Whom a name of an account, or an address, means. An archive may have several chains. */
function chainOf(anchors: readonly TrustAnchor[]): bigint {
  const [chainId = 0n, ...others] = new Set(anchors.map((each) => each.chainId));
  if (others.length === 0) return chainId;
  throw new DidimError("cli.value", "The trust anchors are of several chains: give those of one.", { chainId, others });
}
