import { expect } from "chai";
import { bagOf } from "../../src/chain/state/node-bag.ts";
import { advanceAnchor, advanceThrough } from "../../src/trust-anchor/advance.ts";
import { ANCHOR_LIFE, type TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { sealedBlock } from "../../src/trust-anchor/seals/sealed.ts";
import { bytes, contractual } from "../facts/proof/recorded.fixture.ts";
import { addresses, anchorOf, contract, DAY, PINS, qbft, START, sealedState } from "../facts/proof/states.fixture.ts";
import { MISSING, oneLess, Validator } from "../facts/proof/writing.fixture.ts";
import { refused } from "../support/refused.ts";

const [a, b, c, d, e, f] = Array.from({ length: 6 }, () => new Validator()) as [
  Validator,
  Validator,
  Validator,
  Validator,
  Validator,
  Validator,
];
const FOUR = [a, b, c, d];
const { Directory: _, ...undirected } = PINS;
const anchor = anchorOf(qbft(FOUR), undirected);
const named = (...validators: readonly Validator[]) => ({ validators: addresses(validators) });
const advance = (from: TrustAnchor, to: readonly Validator[], time: number, by: readonly Validator[] = [a, b, c]) =>
  advanceAnchor(from, sealedState(named(...to), time, by), time);

describe("The anchor advances by a proof of the next validators", () => {
  it("to the set in the state of a block that the current set sealed, as of that block", () => {
    const { validators } = named(a, b, c, e, d);
    expect(advance(anchor, [a, b, c, e, d], START + 5)).to.deep.equal({
      ...anchor,
      sealers: { kind: "qbft", validators },
      advancedAt: START + 5,
    });
  });

  it("and is valid for 90 days from there", () => {
    const later = START + ANCHOR_LIFE;
    expect(advance(anchor, FOUR, later).advancedAt).to.equal(later);
    refused(() => advance(anchor, FOUR, later + 1), "facts.proof-anchor-expired");
  });

  it("from set to set, each change by a block that the set before it sealed", () => {
    const one = sealedState(named(a, b, c, d, e), START + DAY, [a, b, c]);
    const two = sealedState(named(b, c, d, e), START + 2 * DAY, [a, b, c, e]);
    const three = sealedState(named(b, c, d, e, f), START + 3 * DAY, [c, d, e]);
    const reached = advanceThrough(anchor, [one, two, three], START + 3 * DAY);
    expect(reached.sealers).to.deep.equal({
      kind: "qbft",
      validators: addresses([b, c, d, e, f]),
      former: [a.address],
    });
    // Three of four sealed the last block; of the five validators before, four would have had to.
    refused(() => advanceThrough(anchor, [one, three], START + 3 * DAY), "facts.proof-too-few-seals");
    refused(() => advanceThrough(anchor, [two, three], START + 3 * DAY), "facts.proof-unknown-seal");
  });

  it("and then a removed validator's seal is refused, with an error that says so", () => {
    const after = advance(anchor, [a, b, c], START + 1);
    const block = sealedState(named(a, b, c), START + 2, [a, b, d]);
    const { details } = refused(() => sealedBlock(block, after, START + 2), "facts.proof-removed-seal");
    expect(details.signer).to.equal(d.address);
    const back = advance(after, FOUR, START + DAY + 2, [a, b]);
    expect(back.sealers).to.deep.equal({ kind: "qbft", validators: addresses(FOUR) });
  });

  it("and remembers the last 64 removed validators", () => {
    const former = Array.from({ length: 64 }, (_, i) => contract(i + 1).address);
    const from = { ...anchor, sealers: { kind: "qbft", validators: addresses(FOUR), former } } as const;
    const { sealers } = advance(from, [a, b, c], START + 1);
    expect(sealers)
      .to.have.property("former")
      .that.deep.equals([d.address, ...former.slice(0, 63)]);
  });
});

describe("The anchor advances through blocks recorded from Besu", () => {
  const recorded = (number: number) => {
    const { raw, proof, timestamp, after } = contractual.find((each) => each.number === number)!;
    const lists = [proof.accountProof, ...proof.storageProof.map((slot) => slot.proof)];
    return { staple: { header: raw, nodes: bagOf(lists.flat().map(bytes)) }, timestamp, after, proof };
  };
  const [at34, at35, at40] = [recorded(34), recorded(35), recorded(40)];
  const { address, codeHash } = at34.proof;
  const known: TrustAnchor = {
    ...anchorOf({ kind: "qbft", validators: at34.after }, { ...undirected, ValidatorSet: { address, codeHash } }),
    advancedAt: at34.timestamp,
  };

  it("from four validators to three, and back to four", () => {
    const three = advanceAnchor(known, at35.staple, at40.timestamp);
    expect(three.sealers).to.have.property("validators").that.deep.equals(at35.after);
    expect(three.sealers).to.have.property("former").with.length(1);
    const four = advanceAnchor(three, at40.staple, at40.timestamp);
    expect(four.sealers).to.deep.equal({ kind: "qbft", validators: at40.after });
    expect(four.advancedAt).to.equal(at40.timestamp);
    expect([at35.after.length, at40.after.length]).to.deep.equal([3, 4]);
  });

  it("not past the block in which the set changed, if a removed validator sealed it", () => {
    const three = advanceAnchor(known, at35.staple, at40.timestamp);
    refused(() => sealedBlock(at35.staple, three, at40.timestamp), "facts.proof-removed-seal");
    refused(() => advanceAnchor(three, at34.staple, at40.timestamp), "facts.proof-removed-seal");
  });
});

describe("The anchor does not advance", () => {
  it("backwards: to a block older than itself, even if the set sealed it", () => {
    refused(() => advance(anchor, [a, b, c], START - 1), "facts.proof-anchor-backwards");
    expect(advance(anchor, FOUR, START)).to.deep.equal(anchor);
  });

  it("to a block in the future, from an expired anchor, or with a clock set back", () => {
    const block = sealedState(named(...FOUR), START + 100, FOUR);
    refused(() => advanceAnchor(anchor, block, START + 39), "facts.proof-ahead");
    refused(() => advanceAnchor(anchor, block, START - 61), "facts.proof-clock-behind");
    refused(() => advanceAnchor(anchor, block, START + ANCHOR_LIFE + 1), "facts.proof-anchor-expired");
  });

  it("by a block sealed by its successors, or by too few of its own", () => {
    refused(() => advance(anchor, [a, b, c, d, e], START + 1, [a, b, e]), "facts.proof-unknown-seal");
    refused(() => advance(anchor, [a, b, c, d, e], START + 1, [a, b]), "facts.proof-too-few-seals");
  });

  it("further than the contract lets the set change in that time", () => {
    const exchanged = [a, b, e, f];
    const { details } = refused(() => advance(anchor, exchanged, START + 2 * DAY), "facts.proof-anchor-jump");
    expect(details).to.deep.equal({ changes: 4, most: 2, seconds: 2 * DAY });
    // On the third day two more changes are allowed, and then two fewer of six.
    advance(anchor, exchanged, START + 2 * DAY + 1);
    // In the block at which the anchor already stands, nothing can change.
    refused(() => advance(anchor, [a, b, c], START), "facts.proof-anchor-jump");
  });

  it("by half of a proof, a foreign contract, or an impossible set", () => {
    const { header, nodes } = sealedState(named(a, b, c), START + 1, FOUR);
    for (const less of oneLess(nodes)) {
      try {
        advanceAnchor(anchor, { header, nodes: less }, START + 1);
      } catch (error) {
        expect(error).to.have.property("code").that.is.oneOf(MISSING);
      }
    }
    const foreign = { ...undirected, ValidatorSet: { ...PINS.ValidatorSet, codeHash: PINS.DIDRegistry.codeHash } };
    refused(() => advance({ ...anchor, registries: foreign }, FOUR, START + 1), "facts.proof-foreign-code");
    refused(() => advance(anchor, [], START + 1), "facts.proof-bad-validators");
  });

  it("at all, if it pins neither ValidatorSet nor Directory", () => {
    const { ValidatorSet: __, ...registries } = undirected;
    refused(() => advance({ ...anchor, registries }, FOUR, START + 1), "facts.proof-anchor-fixed");
  });
});
