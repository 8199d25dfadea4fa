import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { readPlainHeader } from "../../../src/chain/state/header.ts";
import { writeString } from "../../../src/chain/state/rlp.ts";
import type { TrustAnchor } from "../../../src/trust-anchor/anchor.ts";
import {
  CHECKPOINT_DOMAIN,
  CHECKPOINT_FIELDS,
  checkpointDigest,
} from "../../../src/trust-anchor/checkpoint/checkpoint.ts";
import { sealedBlock } from "../../../src/trust-anchor/seals/sealed.ts";
import { voted } from "../../facts/proof/recorded.fixture.ts";
import { bitFlips, codeOf, Validator, withFields } from "../../facts/proof/writing.fixture.ts";
import { refused } from "../../support/refused.ts";

/** The header of a chain without seals: a recorded one with other extraData and mixHash. */
const HEADER = withFields(voted.find(({ number }) => number === 128)!.raw, {
  12: writeString(new Uint8Array()),
  13: writeString(new Uint8Array(32).fill(9)),
});
const header = readPlainHeader(HEADER);
const [a, b, c] = [new Validator(), new Validator(), new Validator()];
const contract = { address: `0x${"d1".repeat(20)}`, codeHash: `0x${"07".repeat(32)}` };
const anchor: TrustAnchor = {
  chainId: 31_337n,
  registries: {
    DIDRegistry: contract,
    CredentialTypes: contract,
    Accreditations: contract,
    StatusLists: contract,
    Directory: contract,
  },
  sealers: { kind: "checkpoint", members: [a, b, c].map(({ address }) => address), threshold: 2 },
  advancedAt: header.time,
};
const digest = checkpointDigest(header, anchor.chainId, contract.address);
const by = (...signers: readonly Validator[]): Uint8Array[] => signers.map((each) => each.sign(digest));
const check = (signatures: readonly Uint8Array[], raw = HEADER, as = anchor) =>
  sealedBlock({ header: raw, signatures }, as, header.time);

describe("A checkpoint: a block of a chain without seals, signed by k of n members", () => {
  it("is EIP-712 typed data, as every wallet signs it", () => {
    const { number, hash: blockHash, stateRoot, time: timestamp } = header;
    const domain = { ...CHECKPOINT_DOMAIN, chainId: anchor.chainId, verifyingContract: contract.address };
    const message = { number, blockHash, stateRoot, timestamp };
    expect(digest).to.equal(TypedDataEncoder.hash(domain, { Checkpoint: [...CHECKPOINT_FIELDS] }, message));
  });

  it("is accepted with as many signatures as the anchor requires, or more", () => {
    const { number, hash, stateRoot, time } = header;
    expect(check(by(a, c))).to.deep.equal({ number, hash, stateRoot, time });
    check(by(a, b, c));
  });

  it("is refused with one signature less, or with none", () => {
    refused(() => check(by(b)), "facts.proof-too-few-signatures");
    refused(() => check([]), "facts.proof-too-few-signatures");
    refused(() => sealedBlock({ header: HEADER }, anchor, header.time), "facts.proof-too-few-signatures");
  });

  it("is refused with a repeated signature, even with enough others, and even with the other S", () => {
    refused(() => check(by(a, b, a)), "facts.proof-repeated-signature");
    const [first, second] = by(a, b) as [Uint8Array, Uint8Array];
    const { r, s } = secp256k1.Signature.fromBytes(first.subarray(0, 64));
    const { ORDER } = secp256k1.Point.Fn;
    const twin = Uint8Array.of(...new secp256k1.Signature(r, ORDER - s).toBytes(), first[64] === 27 ? 28 : 27);
    refused(() => check([first, second, twin]), "facts.proof-repeated-signature");
    check([twin, second]);
  });

  it("is refused with one unknown signature among good ones", () => {
    refused(() => check(by(a, b, new Validator())), "facts.proof-unknown-signature");
  });

  it("is refused if signed for another chain id or directory", () => {
    for (const foreign of [
      checkpointDigest(header, 1337n, contract.address),
      checkpointDigest(header, anchor.chainId, `0x${"d2".repeat(20)}`),
    ]) {
      refused(() => check([a.sign(foreign), b.sign(foreign)]), "facts.proof-unknown-signature");
    }
  });

  const malformed: Readonly<Record<string, Uint8Array>> = {
    "64 bytes": by(c)[0]!.subarray(0, 64),
    "66 bytes": Uint8Array.of(...by(c)[0]!, 0),
    "v of 0": Uint8Array.of(...by(c)[0]!.subarray(0, 64), 0),
    "v of 29": Uint8Array.of(...by(c)[0]!.subarray(0, 64), 29),
    "r and s of 0": Uint8Array.of(...new Uint8Array(64), 27),
  };
  for (const [what, signature] of Object.entries(malformed)) {
    it(`is refused if a signature has ${what}`, () => {
      refused(() => check([...by(a, b), signature]), "facts.proof-bad-signature");
    });
  }

  it("is refused with more signatures than any council has members, before any is verified", () => {
    refused(() => check(Array.from({ length: 65 }, () => new Uint8Array(65))), "facts.proof-oversized");
  });

  it("is refused if one bit of the header is changed", function () {
    this.timeout(60_000);
    const signatures = by(a, b);
    for (const { bit, changed } of bitFlips(HEADER)) {
      // The whole header is hashed, so a sample suffices: each bit of a byte in turn.
      if (bit % 17 !== 0) continue;
      expect(
        codeOf(() => check(signatures, changed)),
        `bit ${bit}`,
      ).to.match(/^facts\.proof-/);
    }
  });

  it("does not replace seals, nor do seals replace a checkpoint", () => {
    const { raw, validators } = voted.find(({ number }) => number === 128)!;
    const sealers = { kind: "qbft", validators } as const;
    refused(() => check([], raw), "facts.proof-too-few-signatures");
    refused(() => check([], raw, { ...anchor, sealers }), "facts.proof-stray-signatures");
    refused(() => sealedBlock({ header: HEADER }, { ...anchor, sealers }, header.time), "facts.proof-bad-header");
  });
});
