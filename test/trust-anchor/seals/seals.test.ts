import { expect } from "chai";
import { readHeader } from "../../../src/chain/state/header.ts";
import { writeString } from "../../../src/chain/state/rlp.ts";
import { speedUp } from "../../../src/crypto/addons.ts";
import { checkSeals, quorumOf } from "../../../src/trust-anchor/seals/seals.ts";
import { contractual, voted } from "../../facts/proof/recorded.fixture.ts";
import { bitFlips, codeOf, Validator, withExtra, withFields, withSeals } from "../../facts/proof/writing.fixture.ts";
import { refused } from "../../support/refused.ts";

const check = (raw: Uint8Array, validators: readonly string[]): void => checkSeals(readHeader(raw), validators);
const sealed = voted.filter(({ number }) => number > 0);
const { raw: RAW, validators: FOUR } = voted.find(({ number }) => number === 121)!;
const [first, second, third] = readHeader(RAW).seals as [Uint8Array, Uint8Array, Uint8Array];
const HALF_ORDER_TWICE = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("Seals from Besu", () => {
  it("are a quorum of the validators in every recorded block, in rounds above 0 too", () => {
    for (const { raw, validators } of sealed) check(raw, validators);
    expect(sealed.filter(({ round }) => round > 0).map(({ number }) => number)).to.deep.equal([1, 247, 269, 439]);
  });

  it("of block n are by the set in the state after n − 1, with a validator contract", () => {
    for (const { raw, number } of contractual) {
      const parent = contractual.find((each) => each.number === number - 1);
      if (parent) check(raw, parent.after);
    }
  });

  it("of a removed validator end with the block that removes it", () => {
    const letting = contractual.find(({ number }) => number === 35)!;
    refused(() => check(letting.raw, letting.after), "facts.proof-unknown-seal");
  });

  it("are missing in the genesis block, so it proves nothing", () => {
    refused(() => check(voted[0]!.raw, FOUR), "facts.proof-too-few-seals");
  });
});

describe("A quorum of the validators that the verifier knows", () => {
  it("is ⌈2n/3⌉", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 13, 100].map(quorumOf)).to.deep.equal([1, 2, 2, 3, 4, 4, 5, 9, 67]);
  });

  it("is not reached with one less, nor by any number of an empty set", () => {
    refused(() => check(withSeals(RAW, [first, second]), FOUR), "facts.proof-too-few-seals");
    refused(() => check(withSeals(RAW, []), []), "facts.proof-too-few-seals");
  });

  it("is refused with a repeated seal, even with enough others, and even with the other S", () => {
    refused(() => check(withSeals(RAW, [first, second, third, first]), FOUR), "facts.proof-repeated-seal");
    const s = HALF_ORDER_TWICE - BigInt(`0x${Buffer.from(first.subarray(32, 64)).toString("hex")}`);
    const twin = Buffer.concat([
      first.subarray(0, 32),
      Buffer.from(s.toString(16).padStart(64, "0"), "hex"),
      Buffer.of(1 - first[64]!),
    ]);
    refused(() => check(withSeals(RAW, [first, second, twin]), FOUR), "facts.proof-repeated-seal");
    check(withSeals(RAW, [twin, second, third]), FOUR);
  });

  it("is refused with one unknown seal among good ones", () => {
    const stranger = new Validator();
    const raw = withSeals(RAW, [first, second, third, stranger.seal(RAW)]);
    refused(() => check(raw, FOUR), "facts.proof-unknown-seal");
    check(raw, [...FOUR, stranger.address]);
  });

  it("does not depend on the header's own list of validators, which a forger could write", () => {
    const forgers = [new Validator(), new Validator(), new Validator(), new Validator()];
    const raw = withSeals(
      RAW,
      forgers.map((each) => each.seal(RAW)),
    );
    check(
      raw,
      forgers.map(({ address }) => address),
    );
    refused(() => check(raw, FOUR), "facts.proof-foreign-chain");
  });

  it("is refused if a seal covers the block hash or another round", () => {
    const { raw, validators } = voted.find(({ number }) => number === 269)!;
    for (const round of [Uint8Array.of(), Uint8Array.of(4), Uint8Array.of(6)]) {
      const changed = withExtra(raw, { round: writeString(round) });
      const { details } = refused(() => check(changed, validators), "facts.proof-wrong-round");
      expect([details.round, details.sealedIn]).to.deep.equal([round[0] ?? 0, 5]);
    }
  });

  it("is refused for another state root, or for a block of another chain", () => {
    const raw = withFields(RAW, { 3: writeString(new Uint8Array(32).fill(7)) });
    refused(() => check(raw, FOUR), "facts.proof-foreign-chain");
    const strangers = [new Validator(), new Validator(), new Validator()].map(({ address }) => address);
    refused(() => check(RAW, strangers), "facts.proof-foreign-chain");
    const one = readHeader(RAW).seals.length;
    refused(() => check(RAW, [FOUR[0]!, FOUR[1]!, ...strangers.slice(0, one)]), "facts.proof-unknown-seal");
  });

  const malformed: Readonly<Record<string, Uint8Array>> = {
    "64 bytes": first.subarray(0, 64),
    "66 bytes": Uint8Array.of(...first, 0),
    "v of 27": Uint8Array.of(...first.subarray(0, 64), 27),
    "v of 2": Uint8Array.of(...first.subarray(0, 64), 2),
    "r and s of 0": new Uint8Array(65),
    "r and s beyond the order": Uint8Array.of(...new Uint8Array(64).fill(255), 0),
  };
  for (const [what, seal] of Object.entries(malformed)) {
    it(`is refused if a seal has ${what}`, () => {
      refused(() => check(withSeals(RAW, [first, second, third, seal]), FOUR), "facts.proof-bad-seal");
    });
  }
});

describe("One changed bit", () => {
  before(speedUp);

  it("anywhere in a sealed header is refused", function () {
    this.timeout(240_000);
    const [before, { raw }] = [
      contractual.find(({ number }) => number === 36)!,
      contractual.find(({ number }) => number === 37)!,
    ];
    check(raw, before.after);
    for (const { bit, changed } of bitFlips(raw)) {
      expect(
        codeOf(() => check(changed, before.after)),
        `bit ${bit}`,
      ).to.match(/^facts\.proof-/);
    }
  });
});
