import { type Evidence, verifyEvidence } from "../../../src/public/evidence.ts";
import { DidimError } from "../../../src/public/index.ts";
import type { TrustAnchor } from "../../../src/public/trust-anchor.ts";
import { SealedClock } from "../../../src/public/verifier.ts";
import { anchorIn, evidenceIn } from "../../lib/credentials/evidence.ts";
import {
  addRequirementOptions,
  policyOf,
  type RequirementOptions,
  requirementsOf,
} from "../../lib/credentials/requests.ts";
import { factsOf, verdictResult } from "../../lib/credentials/verdicts.ts";
import { type DidNamed, didsOf } from "../../lib/keys/identities.ts";
import { documentBytes } from "../../lib/terminal/input/input.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
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
    en: "(court) verify evidence without the chain, years later: was it genuine, theirs, and good when they signed?",
    ko: "(법원) 몇 해가 지난 뒤 체인 없이 증거를 검증합니다. 서명 당시 진본이고, 본인의 것이며, 유효했는지 확인합니다",
  },
  example: "evidence.json --anchor trust-anchor-2026.json --document contract.pdf",
  chain: "reads",
  usage: (command, say) =>
    addRequirementOptions(
      command
        .argument("<file>", say("the evidence", "증거 파일"))
        .requiredOption(
          "--anchor <files...>",
          say("the trust anchors that were in force then, from an archive", "당시 유효했던 신뢰 앵커(보관본)"),
        ),
      say,
    )
      .option(
        "--document <file>",
        say("the document that the holder must have signed", "소지자가 서명했어야 하는 문서"),
      )
      .option(
        "--window <seconds>",
        say(
          "the longest allowed time between the two dates of the evidence",
          "증거의 두 시각 사이의 최대 허용 간격(초)",
        ),
      )
      .option(
        "--later",
        say(
          "ask the registries (--network) what became known since",
          "그 뒤에 알려진 사실을 등록부(--network)에서 확인합니다",
        ),
      ),
  async run(context, [file = ""], { anchor, document, window, later, ...asked }) {
    const anchors = anchor.map(anchorIn);
    const evidence = evidenceIn(file);
    const didNamed = didsOf(context.keys, () => chainOf(anchors));
    const { credentials, credentialSets, sameHolder } = await wantedBy(asked, evidence, didNamed);
    const verdict = await verifyEvidence(evidence, {
      anchors,
      clock: new SealedClock(),
      ...(credentials.length > 0 && { requirements: credentials }),
      ...(credentialSets && { requirementSets: credentialSets }),
      ...(sameHolder && { sameHolder }),
      ...(document !== undefined && { document: documentBytes(document) }),
      ...(window !== undefined && { window: wholeNumber("a number of seconds", window, 1, LONGEST_WINDOW) }),
      ...(later && { later: await factsOf(context) }),
    });
    return verdictResult(verdict, true);
  },
});

/** What the court itself requires: of a type, under the query that the verifier had for it. */
function wantedBy(
  asked: RequirementOptions,
  { request }: Evidence,
  didNamed: DidNamed,
): ReturnType<typeof requirementsOf> {
  const { audience, nonce, credentials } = request;
  if (asked.request !== undefined) return policyOf({ ...asked, audience, nonce }, didNamed);
  const idOf = (type: string): string => {
    const [only, ...others] = credentials.filter((query) => query.type === type);
    if (others.length === 0) return only?.id ?? "none";
    const message = `The verifier asked for ${type.slice(0, 60)} more than once: name the query by --request.`;
    throw new DidimError("cli.option", message, { option: "--type", type });
  };
  return requirementsOf(asked, didNamed, idOf);
}

/** The chain for which account names and addresses are resolved. An archive may have anchors of several chains. */
function chainOf(anchors: readonly TrustAnchor[]): bigint {
  const [chainId = 0n, ...others] = new Set(anchors.map((each) => each.chainId));
  if (others.length === 0) return chainId;
  throw new DidimError("cli.value", "The trust anchors belong to several chains. Give those of one chain.", {
    chainId,
    others,
  });
}
