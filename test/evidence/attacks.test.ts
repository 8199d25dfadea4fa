import { expect } from "chai";
import { writeString } from "../../src/chain/state/rlp.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { isDidimError } from "../../src/errors/error.ts";
import { leafFor } from "../../src/evidence/dated-root.ts";
import { type Evidence, evidenceOf } from "../../src/evidence/file.ts";
import type { Facts, FactsAnswer, TrustRecords } from "../../src/facts/facts.ts";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import { stapleClaim } from "../../src/facts/proof/staple-claim.ts";
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

/** The staple with changed header fields, which nobody sealed. */
const madeUp = (staple: Staple, fields: Readonly<Record<number, Uint8Array>>): Staple => ({
  ...staple,
  header: withFields(staple.header, fields),
});

async function judgedWhenDated(scene: Court, piece: Evidence): Promise<string[]> {
  const [evidence] = await dated(scene, [piece]);
  const verdict = await judgedInCourt(scene, evidence!);
  return [verdict.outcome, ...new Set(reasons(verdict))];
}

describe("Forged evidence", () => {
  it("without any presentation is invalid", async () => {
    const { scene } = await signedAndAnchored();
    expect(await judgedWhenDated(scene, evidenceOf(request, {}))).to.deep.equal(["invalid", "presentation.empty"]);
  });

  it("with a block that claims a time after the anchoring is invalid", async () => {
    const { scene, credential, staple } = await signedAndAnchored();
    const ahead = madeUp(staple, { [TIMESTAMP]: scalar(BigInt((await now()) + DAY)) });
    expect(await judgedWhenDated(scene, await kept(credential, ahead))).to.deep.equal([
      "invalid",
      "evidence.anchored-before",
    ]);
  });

  it("with an unproved block or a forged holder's signature is not valid, and gets no dates", async () => {
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

  it("of a revoked ID with an earlier staple is as of that staple, which may be at most two days old", async () => {
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

  it("is not dated by another chain's log, even if the court has that chain's anchor", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const foreign = { ...scene.anchor, chainId: 5n, advancedAt: scene.anchor.advancedAt + 1 };
    const both = await judgedInCourt(scene, evidence, { anchors: [foreign, scene.anchor] });
    expect(both.outcome, both.text.en).to.equal("valid");
    const verdict = await judgedInCourt(scene, evidence, { anchors: [foreign] });
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["indeterminate", "evidence.unproved"]);
    expect(verdict.presentation[0]!.evidence.why).to.equal("evidence.no-anchor");
  });

  it("is not dated by a log that the council declared distrusted, even later", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const { anchor } = scene;
    const EvidenceLog = { ...anchor.registries.EvidenceLog!, distrusted: true } as const;
    const today = { ...anchor, registries: { ...anchor.registries, EvidenceLog }, advancedAt: (await now()) + DAY };
    const verdict = await judgedInCourt(scene, evidence, { anchors: [anchor, today] });
    expect(verdict.outcome).to.equal("indeterminate");
    expect(verdict.presentation[0]!.evidence.why).to.equal("facts.proof-registry-distrusted");
  });
});

describe("Evidence made by other code", () => {
  const refusedAs = async (judged: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await judged.catch((thrown: unknown) => thrown);
    return isDidimError(error) ? error.code : error;
  };

  it("is refused with an answer to no query, which the leaf does not cover", async () => {
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

  it("is not judged by members of its request that the leaf does not cover", async () => {
    const { scene, evidence } = await signedAndAnchored();
    const honest = await judgedInCourt(scene, evidence);
    expect(honest.outcome, honest.text.en).to.equal("valid");
    for (const more of [{ asOf: 1 }, { askedAt: 1 }, { maxAge: 1_000_000_000 }, { maxProofAge: 1_000_000_000 }]) {
      const verdict = await judgedInCourt(scene, { ...evidence, request: { ...evidence.request, ...more } });
      expect(verdict, JSON.stringify(more)).to.deep.equal(honest);
    }
  });

  it("is refused with a DidimError if it is malformed", async () => {
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

describe("A reader's own requirementSets", () => {
  it("apply to the verifier's queries unless the reader gives requirements", async () => {
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

describe("If several anchors have the same time, as on chains with signed checkpoints,", () => {
  it("the one that knew the registries of that moment is used, in any order", async () => {
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

describe("A source of later facts is inconclusive if it", () => {
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
    "does not know the key": [
      "facts.foreign-contract",
      (answer) => ({ ...answer, records: answer.records.map(forgetful) }),
    ],
    "does not know the accreditation": [
      "facts.foreign-contract",
      (answer) => ({ ...answer, records: answer.records.map((each) => ({ ...each, links: each.links.slice(0, 1) })) }),
    ],
    "is a day old": [
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

  it("has only the old proof that the holder signed along", async () => {
    const { scene, credential } = await signedAndAnchored();
    const [evidence] = await dated(scene, [await kept(credential, await freshStaple(scene))]);
    const clock = new SealedClock({ now: () => scene.anchor.advancedAt + DAY });
    const verdict = await judgedSince(scene, evidence!, createProofFacts({ anchor: scene.anchor, clock }));
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["indeterminate", "evidence.later-unknown"]);
    expect(verdict.presentation.at(-1)!.evidence.why).to.equal("facts.proof-absent");
  });
});
