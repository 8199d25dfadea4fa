import { keccak_256 } from "@noble/hashes/sha3.js";
import { expect } from "chai";
import fc from "fast-check";
import { bagOf } from "../../../src/chain/state/node-bag.ts";
import { writeList, writeString } from "../../../src/chain/state/rlp.ts";
import { EMPTY_ROOT, valueAt } from "../../../src/chain/state/trie.ts";
import { keccak256 } from "../../../src/crypto/hash.ts";
import { contractual, voted } from "../../facts/proof/recorded.fixture.ts";
import { codeOf, MISSING } from "../../facts/proof/writing.fixture.ts";
import { refused } from "../../support/refused.ts";
import { secureTrie, trieOf } from "./trie.fixture.ts";

/** RLP of the number 0. */
const ZERO = Uint8Array.of(0x80);

const key = (path: string): Uint8Array => Buffer.from(path, "hex");
const hexOf = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString("hex");
const scalar = (value: string): Uint8Array => {
  const digits = BigInt(value).toString(16);
  return writeString(Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex"));
};

/** Paths with long common prefixes, so that small leaves are embedded and extensions are long. */
const digits = (length: number) =>
  fc.array(fc.constantFrom(..."0123456789abcdef"), { minLength: length, maxLength: length });
const path = fc
  .tuple(fc.constantFrom("0".repeat(60), "0".repeat(59), `1${"0".repeat(40)}`, "2", ""), digits(64))
  .map(([beginning, rest]) => (beginning + rest.join("")).slice(0, 64));
const value = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 2 }), fc.uint8Array({ minLength: 1, maxLength: 120 }));
const entries = fc.uniqueArray(fc.tuple(path, value), { selector: ([each]) => each, maxLength: 40 });

describe("The tests' own trie builder computes Besu's roots", () => {
  it("for a genesis state with one account", () => {
    const empty = Buffer.from(EMPTY_ROOT.slice(2), "hex");
    const noCode = keccak_256(new Uint8Array());
    const account = writeList([ZERO, scalar("0xad78ebc5ac62000000"), writeString(empty), writeString(noCode)]);
    const { root } = secureTrie([["0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", account]]);
    expect(root).to.equal(voted[0]!.stateRoot);
  });

  for (const { number, proof } of contractual) {
    it(`for the validator contract's storage after block ${number}`, () => {
      const slots = proof.storageProof.map(
        ({ key: slot, value: held }) => [`0x${slot.slice(2).padStart(64, "0")}`, scalar(held)] as const,
      );
      expect(secureTrie(slots).root).to.equal(proof.storageHash);
    });
  }
});

describe("Any Merkle-Patricia trie", () => {
  it("gives the stored value at each key, and proves absence elsewhere", () => {
    fc.assert(
      fc.property(entries, fc.array(path, { maxLength: 10 }), (held, others) => {
        const { root, nodes } = trieOf(held);
        const bag = bagOf([...nodes.values()]);
        const known = new Map(held);
        for (const each of [...known.keys(), ...others]) {
          expect(hexOf(valueAt(root, key(each), bag)), each).to.equal(hexOf(known.get(each)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same result without any one node, or says that a node is missing, never absence", () => {
    fc.assert(
      fc.property(entries, path, fc.nat(), (held, other, which) => {
        const { root, nodes } = trieOf(held);
        const all = [...nodes.keys()];
        const missing = all[which % all.length]!;
        const bag = new Map([...nodes].filter(([hash]) => hash !== missing));
        const known = new Map(held);
        for (const each of [...known.keys(), other]) {
          const said = { value: undefined as string | undefined };
          const code = codeOf(() => {
            said.value = hexOf(valueAt(root, key(each), bag));
          });
          if (code === undefined) expect(said.value).to.equal(hexOf(known.get(each)));
          else expect(code).to.be.oneOf(MISSING);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("with an unknown root has no known node", () => {
    const { nodes } = trieOf([["ab".repeat(32), Uint8Array.of(1)]]);
    refused(() => valueAt(`0x${"11".repeat(32)}`, key("ab".repeat(32)), nodes), "facts.proof-foreign-root");
  });

  it("that is empty has no values and needs no node", () => {
    expect(valueAt(EMPTY_ROOT, key("ab".repeat(32)), bagOf([]))).to.equal(undefined);
  });
});

describe("Malformed tries are refused even if the hashes are right", () => {
  const KEY = "0".repeat(64);
  const nothing = writeString(new Uint8Array());
  const one = writeString(Uint8Array.of(1));
  const branch = (first: Uint8Array, last = nothing): Uint8Array =>
    writeList([first, ...Array<Uint8Array>(15).fill(nothing), last]);
  const pathed = (path: string, next: Uint8Array): Uint8Array =>
    writeList([writeString(Buffer.from(path, "hex")), next]);

  const bad: Readonly<Record<string, Uint8Array>> = {
    "a node that is no list": writeString(new Uint8Array(40)),
    "three members": writeList([one, one, one]),
    "a value in a branch": branch(nothing, one),
    "a list as a branch's value": branch(nothing, writeList([])),
    "a reference of 31 bytes": branch(writeString(new Uint8Array(31))),
    "a node within a node of 32 bytes": branch(pathed("20", writeString(new Uint8Array(29)))),
    "a leaf for shorter keys": pathed(`20${"0".repeat(62)}`, one),
    "a leaf for longer keys": pathed(`20${"0".repeat(66)}`, one),
    "a leaf without a value": pathed(`20${KEY}`, nothing),
    "a leaf whose value is a list": pathed(`20${KEY}`, writeList([])),
    "an extension by nothing": pathed("00", branch(one)),
    "an empty path": pathed("", one),
    "a path with unknown flags": pathed(`40${KEY}`, one),
    "a path with padding": pathed(`21${KEY}`, one),
    "a path that is a list": writeList([writeList([]), one]),
    "a branch at the end of the key": pathed(`00${KEY}`, branch(nothing)),
  };
  for (const [what, node] of Object.entries(bad)) {
    it(what, () => {
      refused(() => valueAt(keccak256(node), key(KEY), bagOf([node])), "facts.proof-bad-node");
    });
  }

  it("nested lists and trailing bytes are refused", () => {
    let bomb: Uint8Array = writeList([]);
    while (bomb.length < 900) bomb = writeList([bomb]);
    refused(() => valueAt(keccak256(bomb), key(KEY), bagOf([bomb])), "facts.proof-too-deep");
    const trailing = Buffer.concat([branch(nothing), one]);
    refused(() => valueAt(keccak256(trailing), key(KEY), bagOf([trailing])), "facts.proof-bad-rlp");
  });

  it("more nodes, or larger ones, than any proof needs are refused", () => {
    refused(() => bagOf([new Uint8Array(1025)]), "facts.proof-oversized");
    refused(() => bagOf(Array<Uint8Array>(2049).fill(new Uint8Array(1))), "facts.proof-oversized");
  });
});
