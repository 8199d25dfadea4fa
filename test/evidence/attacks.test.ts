import { expect } from "chai";
import { writeString } from "../../src/chain/state/rlp.ts";
import { generateSigner } from "../../src/crypto/signer.ts";
import { isDidimError } from "../../src/errors/error.ts";
import { leafFor } from "../../src/evidence/dating.ts";
import { type Evidence, evidenceOf } from "../../src/evidence/file.ts";
import type { Facts, FactsAnswer, TrustRecords } from "../../src/facts/facts.ts";
import { stapleClaim } from "../../src/facts/proof/carried.ts";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import type { Staple } from "../../src/trust-anchor/staple/staple.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { scalar } from "../facts/proof/states.fixture.ts";
import { withFields } from "../facts/proof/writing.fixture.ts";
import { refused } from "../support/refused.ts";
import { AUDIENCE, DAY, EXTRACT, NONCE, now, POLICY, present, reasons, wait } from "../verifier/world.ts";
import {
  type Court,
  dated,
  freshStaple,
  judgedInCourt,
  judgedSince,
  kept,
  signedAndAnchored,
} from "./court.fixture.ts";

const STATE_ROOT = 3;
const TIMESTAMP = 11;
const request = { audience: AUDIENCE, nonce: NONCE, credentials: POLICY.credentials };

/** The staple as if its block had been sealed at another time, or of another state: nobody sealed that. */
const madeUp = (staple: Staple, fields: Readonly<Record<number, Uint8Array>>): Staple => ({
  ...staple,
  header: withFields(staple.header, fields),
});

async function judgedWhenDated(scene: Court, piece: Evidence): Promise<string[]> {
  const [evidence] = await dated(scene, [piece]);
  const verdict = await judgedInCourt(scene, evidence!);
  return [verdict.outcome, ...new Set(reasons(verdict))];
}

describe("Evidence that was made to be believed", () => {
  it("of no presentation at all shows nothing, and is no reason to fall over", async () => {
    const { scene } = await signedAndAnchored();
    expect(await judgedWhenDated(scene, evidenceOf(request, {}))).to.deep.equal(["invalid", "presentation.empty"]);
  });

  it("over a block that says a time of after the anchoring is not valid, and is no reason to fall over", async () => {
    const { scene, credential, staple } = await signedAndAnchored();
    const ahead = madeUp(staple, { [TIMESTAMP]: scalar(BigInt((await now()) + DAY)) });
    expect(await judgedWhenDated(scene, await kept(credential, ahead))).to.deep.equal([
      "invalid",
      "evidence.anchored-before",
    ]);
  });

  it("over a block that nobody vouched for is not known, and tells no date; nor does one that its holder did not sign", async () => {
    const { scene, credential, staple } = await signedAndAnchored();
    const forged = madeUp(staple, { [STATE_ROOT]: writeString(new Uint8Array(32).fill(7)) });
    const { publicJwk } = credential.holder;
    const unsigned = { ...credential, holder: { ...generateSigner("ES256"), publicJwk } };
    const pieces = await dated(scene, [await kept(credential, forged), await kept(unsigned, staple)]);
    const verdicts = await Promise.all(pieces.map((piece) => judgedInCourt(scene, piece)));
    expect(verdicts.map(({ outcome }) => outcome)).to.deep.equal(["indeterminate", "invalid"]);
    expect(verdicts.map((verdict) => [...new Set(reasons(verdict))])).to.deep.equal([
      ["facts.unavailable"],
      ["holderBinding.forged"],
    ]);
    for (const verdict of verdicts) {
      expect(verdict).not.to.have.property("signed");
      expect(verdict.presentation.map(({ code }) => code)).not.to.include("evidence.dated");
    }
  });

  it("of a revoked ID with a staple of before is as of that staple: the dates say so, and two days are the most", async () => {
    const { scene, credential, staple } = await signedAndAnchored();
    const { statuses, sejong } = scene.world;
    await statuses.connect(sejong.account).setStatus(sejong.identity, 0, 7, 1);
    const [evidence] = await dated(scene, [await kept(credential, staple)]);
    const verdict = await judgedInCourt(scene, evidence!);
    expect(verdict.outcome).to.equal("valid");
    expect(verdict.asOf?.time).to.equal(verdict.signed?.notBefore);
    await wait(2 * DAY);
    expect((await judgedWhenDated(scene, await kept(credential, staple)))[0]).to.equal("indeterminate");
  });

  it("is not dated by the log of another chain, though the court has that chain's anchor, too", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const foreign = { ...scene.anchor, chainId: 5n, advancedAt: scene.anchor.advancedAt + 1 };
    const both = await judgedInCourt(scene, evidence, { anchors: [foreign, scene.anchor] });
    expect(both.outcome, both.text.en).to.equal("valid");
    const verdict = await judgedInCourt(scene, evidence, { anchors: [foreign] });
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["indeterminate", "evidence.unproved"]);
    expect(verdict.presentation[0]!.evidence.why).to.equal("evidence.no-anchor");
  });

  it("is not dated by a log that the council declared not to be relied on, whenever it did", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const { anchor } = scene;
    const EvidenceLog = { ...anchor.registries.EvidenceLog!, distrusted: true } as const;
    const today = { ...anchor, registries: { ...anchor.registries, EvidenceLog }, advancedAt: (await now()) + DAY };
    const verdict = await judgedInCourt(scene, evidence, { anchors: [anchor, today] });
    expect(verdict.outcome).to.equal("indeterminate");
    expect(verdict.presentation[0]!.evidence.why).to.equal("facts.proof-registry-distrusted");
  });
});

describe("Evidence that somebody put together himself", () => {
  const refusedAs = async (judged: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await judged.catch((thrown: unknown) => thrown);
    return isDidimError(error) ? error.code : error;
  };

  it("may have no answer that is in no leaf, whoever asks for it: it was made after the anchoring", async () => {
    const { scene, evidence, credential, staple } = await signedAndAnchored();
    const late = [await present(credential, { extra: stapleClaim(staple) })];
    const forged = { ...evidence, presentations: { ...evidence.presentations, late } };
    const [query] = evidence.request.credentials;
    const options = [{}, { requirements: [query!, { ...query!, id: "late" }] }];
    for (const each of options) {
      expect(await refusedAs(judgedInCourt(scene, forged, each))).to.equal("evidence.malformed");
    }
    refused(() => leafFor(forged), "evidence.malformed");
  });

  it("is judged by no member of its request that is in no leaf", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const honest = await judgedInCourt(scene, evidence);
    expect(honest.outcome, honest.text.en).to.equal("valid");
    for (const more of [{ asOf: 1 }, { askedAt: 1 }, { maxAge: 1_000_000_000 }, { maxProofAge: 1_000_000_000 }]) {
      const verdict = await judgedInCourt(scene, { ...evidence, request: { ...evidence.request, ...more } });
      expect(verdict, JSON.stringify(more)).to.deep.equal(honest);
    }
  });

  it("is refused, with an error of ours, where it is none", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const [query] = evidence.request.credentials;
    const asking = (change: object) => ({ ...evidence.request, credentials: [{ ...query, ...change }] });
    const none = [
      { ...evidence, salt: "a salt" },
      { ...evidence, salt: undefined },
      { ...evidence, request: undefined },
      { ...evidence, request: asking({ multiple: "yes" }) },
      { ...evidence, request: asking({ oneTimeCopies: "yes" }) },
      { ...evidence, presentations: { id: [new Uint8Array(3)] } },
      { ...evidence, presentations: null },
      { ...evidence, dated: { path: 1, staple: 2 } },
      null,
    ] as unknown as readonly Evidence[];
    for (const [i, each] of none.entries()) {
      expect(await refusedAs(judgedInCourt(scene, each)), String(i)).to.equal("evidence.malformed");
    }
  });
});

describe("A reader's own alternatives", () => {
  it("are of the verifier's queries, if the reader names no others", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const credentials = [...evidence.request.credentials, { id: "extract", type: EXTRACT }];
    const credentialSets = [{ options: [["id"]] }, { options: [["extract"]], required: false }];
    const piece = evidenceOf({ ...evidence.request, credentials, credentialSets }, evidence.presentations);
    const [asked] = await dated(scene, [piece]);
    expect((await judgedInCourt(scene, asked!)).outcome).to.equal("valid");
    const requirementSets = [{ options: [["id", "extract"]] }];
    for (const options of [{ requirementSets }, { requirementSets, requirements: credentials }]) {
      const verdict = await judgedInCourt(scene, asked!, options);
      expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "policy.credential-missing"]);
    }
  });
});

describe("Of several anchors of one time, as those of members are who sign checkpoints", () => {
  it("the one counts that knew the registries of then, in whichever order they come", async () => {
    const { scene, credential } = await signedAndAnchored();
    const [evidence] = (await dated(scene, [await kept(credential, await freshStaple(scene))])) as [Evidence];
    const { anchor } = scene;
    const { notBefore } = (await judgedInCourt(scene, evidence)).signed!;
    const another = { address: `0x${"ab".repeat(20)}`, codeHash: `0x${"cd".repeat(32)}` };
    const replaced = (from: number) => ({
      ...anchor,
      registries: { ...anchor.registries, StatusLists: { ...another, from } },
    });
    for (const [next, outcome] of [
      [replaced(notBefore + DAY), "valid"],
      [replaced(notBefore), "indeterminate"],
    ] as const) {
      for (const anchors of [
        [anchor, next],
        [next, anchor],
      ]) {
        expect((await judgedInCourt(scene, evidence, { anchors })).outcome).to.equal(outcome);
      }
    }
  });
});

describe("Who is asked what became known later, and cannot know", () => {
  const saying = (facts: Facts, change: (answer: FactsAnswer) => FactsAnswer): Facts => ({
    source: "rpc",
    lookup: async (queries) => change(await facts.lookup(queries)),
  });
  const forgetful = ({ issuer, typeId, status }: TrustRecords): TrustRecords => ({
    ...(issuer && { issuer }),
    ...(typeId && { typeId }),
    issuerDeactivated: false,
    links: [],
    status: status!,
  });

  const ignorant: Readonly<Record<string, readonly [why: string, change: (answer: FactsAnswer) => FactsAnswer]>> = {
    "is on another chain": ["facts.wrong-chain", (answer) => ({ ...answer, asOf: { ...answer.asOf, chainId: 5n } })],
    "never heard of the key": [
      "facts.foreign-contract",
      (answer) => ({ ...answer, records: answer.records.map(forgetful) }),
    ],
    "never heard of the accreditation": [
      "facts.foreign-contract",
      (answer) => ({ ...answer, records: answer.records.map((each) => ({ ...each, links: each.links.slice(0, 1) })) }),
    ],
    "knows no more than a day ago": [
      "facts.stale",
      (answer) => ({ ...answer, asOf: { ...answer.asOf, time: answer.asOf.time - DAY } }),
    ],
  };
  for (const [what, [why, change]] of Object.entries(ignorant)) {
    it(what, async () => {
      const { scene, evidence } = await signedAndAnchored();
      const verdict = await judgedSince(scene, evidence, saying(scene.world.facts, change));
      expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["indeterminate", "evidence.later-unknown"]);
      expect(verdict.presentation.at(-1)!.evidence.why).to.equal(why);
    });
  }

  it("is not answered by the proof that the holder brought then, where the reader asks for proofs", async () => {
    const { scene, credential } = await signedAndAnchored();
    const [evidence] = await dated(scene, [await kept(credential, await freshStaple(scene))]);
    const clock = new SealedClock({ now: () => scene.anchor.advancedAt + DAY });
    const verdict = await judgedSince(scene, evidence!, createProofFacts({ anchor: scene.anchor, clock }));
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["indeterminate", "evidence.later-unknown"]);
    expect(verdict.presentation.at(-1)!.evidence.why).to.equal("facts.proof-absent");
  });
});
