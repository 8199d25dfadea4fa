import { expect } from "chai";
import fc from "fast-check";
import { isList, type RlpItem, readRlp, writeList, writeString } from "../../../src/chain/state/rlp.ts";
import { isDidimError } from "../../../src/errors/error.ts";
import { refused } from "../../support/refused.ts";

const BOUNDS = { bytes: 4096, depth: 4 };
const read = (...bytes: number[]): RlpItem => readRlp(Uint8Array.from(bytes), BOUNDS);

type Tree = Uint8Array | Tree[];
const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, fc.uint8Array({ maxLength: 80 }), fc.array(tie("tree"), { maxLength: 6 })),
})).tree;
const write = (value: Tree): Uint8Array => (Array.isArray(value) ? writeList(value.map(write)) : writeString(value));
const plain = (item: RlpItem): unknown =>
  isList(item) ? item.items.map(plain) : Buffer.from(item.bytes).toString("hex");
const shown = (value: Tree): unknown => (Array.isArray(value) ? value.map(shown) : Buffer.from(value).toString("hex"));

describe("RLP: every value has one encoding", () => {
  it("any written value is read back", () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(plain(readRlp(write(value), BOUNDS))).to.deep.equal(shown(value));
      }),
    );
  });

  it("any input that is read is written the same way; all others are refused with a code", () => {
    const again = (item: RlpItem): Uint8Array =>
      isList(item) ? writeList(item.items.map(again)) : writeString(item.bytes);
    const near = fc.tuple(tree, fc.nat(), fc.nat({ max: 255 })).map(([value, at, byte]) => {
      const bytes = Uint8Array.from(write(value));
      bytes[at % bytes.length] = byte;
      return bytes;
    });
    const input = fc.oneof(fc.uint8Array({ maxLength: 100 }), near);
    fc.assert(
      fc.property(input, (bytes) => {
        try {
          expect(Buffer.from(again(readRlp(bytes, BOUNDS))).equals(bytes)).to.equal(true);
        } catch (error) {
          if (!isDidimError(error)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });

  const refusals: Readonly<Record<string, readonly number[]>> = {
    "nothing at all": [],
    "a small byte with a prefix": [0x81, 0x7f],
    "a short string with a long length": [0xb8, 0x01, 0x80],
    "a short list with a long length": [0xf8, 0x01, 0x80],
    "a length that begins with 0": [0xb9, 0x00, 0x38, ...Array<number>(56).fill(1)],
    "a string that ends too early": [0x83, 1, 2],
    "a list that ends too early": [0xc2, 1],
    "a member that sticks out of its list": [0xc2, 0x82, 1, 1],
    "a length that ends too early": [0xbf, 0xff, 0xff],
    "a length of 2^64 − 1": [0xff, ...Array<number>(8).fill(0xff)],
    "something after the end": [0xc0, 0xc0],
  };
  for (const [what, bytes] of Object.entries(refusals)) {
    it(`${what} is refused`, () => {
      refused(() => read(...bytes), "facts.proof-bad-rlp");
    });
  }
});

describe("RLP bombs are refused", () => {
  it("nested lists are read up to the depth limit, and no deeper", () => {
    expect(plain(read(0xc3, 0xc2, 0xc1, 0xc0))).to.deep.equal([[[[]]]]);
    refused(() => read(0xc4, 0xc3, 0xc2, 0xc1, 0xc0), "facts.proof-too-deep");
  });

  it("a million nested lists are refused, within the size limit or not", () => {
    let bomb: Uint8Array = writeList([]);
    while (bomb.length < 3000) bomb = writeList([bomb]);
    refused(() => readRlp(bomb, BOUNDS), "facts.proof-too-deep");
    const large = new Uint8Array(1_000_000).fill(0xc1);
    refused(() => readRlp(large, BOUNDS), "facts.proof-oversized");
    refused(() => readRlp(large, { bytes: large.length, depth: 4 }), "facts.proof-bad-rlp");
  });
});
