import { expect } from "chai";
import { advanceAnchor } from "../../src/trust-anchor/advance.ts";
import type { PinnedName, Sealers, TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { pinnedAt } from "../../src/trust-anchor/pins.ts";
import {
  addresses,
  anchorOf,
  contract,
  DAY,
  type Entry,
  PINS,
  qbft,
  START,
  type State,
  sealedState,
  signedState,
} from "../facts/proof/states.fixture.ts";
import { MISSING, oneLess, Validator } from "../facts/proof/writing.fixture.ts";
import { refused } from "../support/refused.ts";

const FOUR = Array.from({ length: 4 }, () => new Validator());
const T = START + DAY;
const [OLD, NEW] = [PINS.StatusLists, contract(0xbb)];
const anchor = anchorOf(qbft(FOUR));
const members: Sealers = { kind: "checkpoint", members: addresses(FOUR), threshold: 3 };

/** The anchor after a proof of the Directory at `time`, with these entries of StatusLists. */
function follow(from: TrustAnchor, entries: readonly Entry[], time = T, name: PinnedName = "StatusLists"): TrustAnchor {
  const state: State = { validators: addresses(FOUR), entries: { [name]: entries } };
  const sealed = from.sealers.kind === "qbft" ? sealedState : signedState;
  return advanceAnchor(from, sealed(state, time, FOUR.slice(0, 3)), time);
}

describe("The anchor follows the Directory:", () => {
  it("a name without an entry keeps its contract, and so does one whose contract is the first entry", () => {
    expect(follow(anchor, []).registries).to.deep.equal(anchor.registries);
    expect(follow(anchor, [{ ...OLD, from: START }]).registries).to.deep.equal(anchor.registries);
  });

  it("to the contract that took over the name: from then on only that one counts", () => {
    const after = follow(anchor, [
      { ...OLD, from: START - DAY, until: START + 50 },
      { ...NEW, from: START + 50 },
    ]);
    expect(after.registries).to.deep.equal({ ...PINS, StatusLists: { ...NEW, from: START + 50 } });
    expect(pinnedAt(after, "StatusLists", START + 50).address).to.equal(NEW.address);
    refused(() => pinnedAt(after, "StatusLists", START + 49), "facts.proof-registry-later");
    // A verifier that has not advanced yet accepts the old contract, as long as its policy's maxAge allows.
    expect(pinnedAt(anchor, "StatusLists", START + 49).address).to.equal(OLD.address);
  });

  it("a name that ended without a successor: what was said before stays valid, what is said after does not", () => {
    const after = follow(anchor, [{ ...OLD, from: START - DAY, until: START + 50 }]);
    expect(pinnedAt(after, "StatusLists", START + 49).address).to.equal(OLD.address);
    refused(() => pinnedAt(after, "StatusLists", START + 50), "facts.proof-registry-ended");
    const again = follow(
      after,
      [
        { ...OLD, from: START - DAY, until: START + 50 },
        { ...OLD, from: START + 90 },
      ],
      T + 1,
    );
    expect(again.registries.StatusLists).to.deep.equal({ ...OLD, from: START + 90 });
  });

  it("a distrusted contract does not count, whenever it said something", () => {
    const fallen = { ...OLD, from: START - DAY, until: START + 50, distrusted: true };
    const after = follow(anchor, [fallen]);
    for (const time of [START - DAY, START + 10, START + 60]) {
      refused(() => pinnedAt(after, "StatusLists", time), "facts.proof-registry-distrusted");
    }
    const mended = follow(after, [fallen, { ...NEW, from: START + 70 }], T + 1);
    expect(pinnedAt(mended, "StatusLists", T).address).to.equal(NEW.address);
  });

  it("only completely: whoever brings the proof cannot withhold an entry", () => {
    const state: State = {
      validators: addresses(FOUR),
      entries: { StatusLists: [{ ...OLD, from: START, until: START + 9, distrusted: true }] },
    };
    const { header, nodes } = sealedState(state, T, FOUR);
    let refusals = 0;
    for (const less of oneLess(nodes)) {
      try {
        const after = advanceAnchor(anchor, { header, nodes: less }, T);
        expect(after.registries.StatusLists.distrusted).to.equal(true);
      } catch (error) {
        expect(error).to.have.property("code").that.is.oneOf(MISSING);
        refusals++;
      }
    }
    expect(refusals).to.be.greaterThan(5);
  });

  for (const name of ["Directory", "ValidatorSet"] as const) {
    it(`not to another ${name}: that requires a new anchor`, () => {
      expect(follow(anchor, [{ ...PINS[name], from: START }], T, name).registries).to.deep.equal(PINS);
      const replaced = [
        { ...PINS[name], from: START, until: START + 1 },
        { ...NEW, from: START + 1 },
      ];
      refused(() => follow(anchor, replaced, T, name), "facts.proof-anchor-superseded");
      refused(() => follow(anchor, replaced.slice(0, 1), T, name), "facts.proof-anchor-superseded");
    });
  }
});

describe("The anchor of a chain without seals follows the Directory", () => {
  const signed = anchorOf(members);
  const replaced = [
    { ...OLD, from: START - DAY, until: START + 50 },
    { ...NEW, from: START + 50 },
  ];

  it("by checkpoints; its members stay, and so does its end", () => {
    const after = follow(signed, replaced);
    expect(after).to.deep.equal({ ...signed, registries: { ...PINS, StatusLists: { ...NEW, from: START + 50 } } });
  });

  it("never back: an older state is detected by its entries, even in a younger block", () => {
    const after = follow(signed, replaced);
    refused(() => follow(after, [{ ...OLD, from: START - DAY }], START + 49), "facts.proof-anchor-backwards");

    const fallen = { ...OLD, from: START - DAY, until: START + 50, distrusted: true };
    const ended = { ...OLD, from: START - DAY, until: START + 50 };
    const lasting = { ...OLD, from: START - DAY };
    const order = [[lasting], [ended], [fallen], [fallen, { ...NEW, from: START + 60 }]];
    for (const [i, known] of order.entries()) {
      const at = follow(signed, known);
      for (const older of order.slice(0, i)) refused(() => follow(at, older), "facts.proof-anchor-backwards");
      for (const same of order.slice(i)) follow(at, same);
    }
    refused(() => follow(after, replaced, START - 1), "facts.proof-anchor-backwards");
  });

  it("only with as many signatures as it requires", () => {
    const state: State = { entries: { StatusLists: replaced } };
    const few = signedState(state, T, FOUR.slice(0, 2));
    refused(() => advanceAnchor(signed, few, T), "facts.proof-too-few-signatures");
  });
});
