import { expect } from "chai";
import { readHeader } from "../../../src/chain/state/header.ts";
import { writeList, writeString } from "../../../src/chain/state/rlp.ts";
import { contractual, voted } from "../../facts/proof/recorded.fixture.ts";
import { EXTRA_DATA, listOf, withExtra, withFields } from "../../facts/proof/writing.fixture.ts";
import { refused } from "../../support/refused.ts";

const RAW = contractual[0]!.raw;
const fields = listOf(RAW).items.map(({ raw }) => raw);
const zero = (length: number): Uint8Array => writeString(new Uint8Array(length));

describe("QBFT headers from Besu", () => {
  for (const block of voted) {
    it(`block ${block.number}, round ${block.round}: give the block hash and the hash that validators signed`, () => {
      const { number, time, stateRoot, hash, commitHash, round } = readHeader(block.raw);
      expect(number).to.equal(BigInt(block.number));
      expect([time, stateRoot, hash]).to.deep.equal([block.timestamp, block.stateRoot, block.hash]);
      expect([commitHash, round]).to.deep.equal([block.commitSealHash, block.round]);
    });
  }

  it("of a chain with a validator contract each name the previous block as parent", () => {
    const headers = contractual.map(({ raw }) => readHeader(raw));
    expect(headers.map(({ hash }) => hash)).to.deep.equal(contractual.map(({ hash }) => hash));
    const followers = headers.filter(({ number }) => headers.some((parent) => parent.number === number - 1n));
    expect(followers.length).to.equal(7);
    for (const { number, parentHash } of followers) {
      expect(parentHash).to.equal(headers.find((parent) => parent.number === number - 1n)!.hash);
    }
  });

  it("have their fields at the same positions in forks with fewer or more fields", () => {
    for (const other of [fields.slice(0, 15), [...fields, ...Array<Uint8Array>(12).fill(zero(32))]]) {
      const { number, stateRoot } = readHeader(writeList(other));
      expect([number, stateRoot]).to.deep.equal([28n, contractual[0]!.stateRoot]);
    }
  });
});

describe("Malformed QBFT headers are refused before any seal is checked", () => {
  const bad: Readonly<Record<string, Uint8Array>> = {
    "a byte string": zero(600),
    "14 fields": writeList(fields.slice(0, 14)),
    "33 fields": writeList([...fields, ...Array<Uint8Array>(13).fill(zero(32))]),
    "a state root of 31 bytes": withFields(RAW, { 3: zero(31) }),
    "a number that begins with 0": withFields(RAW, { 8: writeString(Uint8Array.of(0, 1)) }),
    "a time of nine bytes": withFields(RAW, { 11: writeString(new Uint8Array(9).fill(1)) }),
    "a time in milliseconds": withFields(RAW, { 11: writeString(Buffer.from("01a000000000", "hex")) }),
    "the mixHash of another engine": withFields(RAW, { 13: zero(32) }),
    "extraData that is no list": withFields(RAW, { [EXTRA_DATA]: writeString(zero(32)) }),
    "extraData of four members": withFields(RAW, {
      [EXTRA_DATA]: writeString(writeList([zero(32), writeList([]), writeList([]), zero(0)])),
    }),
    "a vanity of 31 bytes": withExtra(RAW, { vanity: zero(31) }),
    "a validator of 19 bytes": withExtra(RAW, { validators: writeList([zero(19)]) }),
    "a vote with one member": withExtra(RAW, { vote: writeList([zero(20)]) }),
    "a round that begins with 0": withExtra(RAW, { round: writeString(Uint8Array.of(0)) }),
    "a round of five bytes": withExtra(RAW, { round: writeString(new Uint8Array(5).fill(1)) }),
    "a round that is a list": withExtra(RAW, { round: writeList([]) }),
    "seals that are no list": withExtra(RAW, { seals: zero(65) }),
  };
  for (const [what, raw] of Object.entries(bad)) {
    it(what, () => {
      refused(() => readHeader(raw), "facts.proof-bad-header");
    });
  }

  it("a list in place of a byte string is too deep", () => {
    refused(() => readHeader(withFields(RAW, { 0: writeList([writeList([])]) })), "facts.proof-too-deep");
    refused(() => readHeader(withExtra(RAW, { seals: writeList([writeList([])]) })), "facts.proof-too-deep");
  });

  it("17 KB are too many", () => {
    refused(() => readHeader(withFields(RAW, { 20: zero(0), [EXTRA_DATA]: zero(17_000) })), "facts.proof-oversized");
  });
});
