import { expect } from "chai";
import type { Facts } from "../../../src/facts/facts.ts";
import { SealedClock } from "../../../src/verdict/clock.ts";
import type { Policy } from "../../../src/verdict/policy.ts";
import { type FindingCode, textFor } from "../../../src/verdict/texts.ts";
import type { Finding, Verdict } from "../../../src/verdict/verdict.ts";
import { verify } from "../../../src/verifier/verify.ts";
import type { Case } from "../../../tools/vectors/cases/groups.ts";
import { CASES } from "./reading.fixture.ts";
import { SILENT, sourceOf } from "./sources.fixture.ts";

describe("Didim's own verifier reaches the expected verdict of each vector:", () => {
  for (const one of CASES) {
    it(one.name, async () => {
      const decide = async (source: (clock: SealedClock) => Facts) => {
        const clock = new SealedClock({ now: () => one.at });
        return verify(one.presented, one.request as unknown as Policy, source(clock), clock);
      };
      if (one.registry === null) expect(told(await decide(() => SILENT), one)).to.deep.equal(one.expected);
      for (const name of one.sources) {
        const verdict = await decide((clock) => sourceOf(one, name, clock));
        expect(told(verdict, one), name).to.deep.equal(one.expected);
      }
    });
  }
});

/** The verdict as the pack writes what it expects. */
function told(verdict: Verdict, { expected }: Case) {
  const isOfFacts = ({ code }: Finding): boolean => code.startsWith("facts.");
  const facts = verdict.presentation.find(isOfFacts);
  const others = verdict.presentation.filter((finding) => !isOfFacts(finding));
  return {
    outcome: verdict.outcome,
    ...(verdict.outcome === "valid" && { accepted: sentenceOf(verdict, expected.accepted) }),
    credentials: verdict.credentials.map(({ query, checks, policy, claims }) => ({
      query,
      checks: Object.fromEntries(Object.entries(checks).map(([check, finding]) => [check, toldOf(finding)])),
      policy: policy.map(toldOf),
      ...(claims && { claims }),
    })),
    facts: facts === undefined ? null : toldOf(facts),
    presentation: others.map(toldOf),
  };
}

function toldOf({ outcome, code, evidence }: Finding) {
  const cause = code === "presentation.unreadable" ? evidence.code : undefined;
  return { outcome, code, ...(cause !== undefined && { cause }) };
}

/** The code of the sentence, if the verdict says it. */
function sentenceOf({ text, asOf, about, asKnownAt }: Verdict, code: string | undefined): string | undefined {
  const { en } = textFor(code as FindingCode, { block: asOf?.block, moment: about });
  const known = asKnownAt === undefined ? "" : ` ${textFor("verdict.as-known", { known: asKnownAt }).en}`;
  return text.en === en + known ? code : text.en;
}
