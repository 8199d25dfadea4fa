import { DidimError, SealedClock, type TrustAnchor, verifyEvidence } from "../../../src/index.ts";
import { anchorIn, documentIn, evidenceIn } from "../../lib/credentials/evidence.ts";
import { addRequirementOptions, type RequirementOptions, requirementsOf } from "../../lib/credentials/requests.ts";
import { factsOf, verdictResult } from "../../lib/credentials/verdicts.ts";
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
  about: {
    en: "by a court, years later, without the chain: was it genuine, theirs, and good when they signed?",
    ko: "법원이 몇 해 뒤 체인 없이: 서명할 때 진본이고 본인 것이며 유효했는지 확인합니다",
  },
  example: "evidence.json --anchor trust-anchor-2026.json --document contract.pdf",
  chain: "reads",
  usage: (command, say) =>
    addRequirementOptions(
      command
        .argument("<file>", say("the evidence", "증거 파일"))
        .requiredOption(
          "--anchor <files...>",
          say("trust anchors as they were in force then, from an archive", "당시의 신뢰 앵커(보관본)"),
        ),
      say,
    )
      .option("--document <file>", say("what must have been signed by it", "그것으로 서명했어야 할 문서"))
      .option(
        "--window <seconds>",
        say("how long the time may be within which it was signed", "서명 시각의 범위가 얼마나 길어도 되는지(초)"),
      )
      .option(
        "--later",
        say(
          "ask the registries (--network) what became known since",
          "그 뒤에 알려진 것을 등록부(--network)에 묻습니다",
        ),
      ),
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
    return verdictResult(verdict, true);
  },
});

/** Whom a name of an account, or an address, means. An archive may have several chains. */
function chainOf(anchors: readonly TrustAnchor[]): bigint {
  const [chainId = 0n, ...others] = new Set(anchors.map((each) => each.chainId));
  if (others.length === 0) return chainId;
  throw new DidimError("cli.value", "The trust anchors are of several chains: give those of one.", { chainId, others });
}
