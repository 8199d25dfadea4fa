import { expect } from "chai";
import { accountAt, type PinnedContract, storageRootOf } from "../../../src/chain/state/account.ts";
import { bagOf, type Nodes } from "../../../src/chain/state/node-bag.ts";
import { writeList, writeString } from "../../../src/chain/state/rlp.ts";
import type { ErrorCode } from "../../../src/errors/catalogue/catalogue.ts";
import { slotValue } from "../../../src/storage/slots.ts";
import { bytes, contractual, type Proof, proofs } from "../../facts/proof/recorded.fixture.ts";
import { bitFlips, codeOf, MISSING, oneLess } from "../../facts/proof/writing.fixture.ts";
import { refused } from "../../support/refused.ts";
import { secureTrie } from "./trie.fixture.ts";

const recorded = [...proofs, ...contractual];
const nodesOf = ({ accountProof, storageProof }: Proof): Uint8Array[] =>
  [...accountProof, ...storageProof.flatMap(({ proof }) => proof)].map(bytes);
const word = (hex: string): string => `0x${hex.slice(2).padStart(64, "0")}`;

const { stateRoot, proof } = proofs.find(({ number }) => number === 128)!;
const pinned: PinnedContract = { address: proof.address, codeHash: proof.codeHash };
const bag = bagOf(nodesOf(proof));

/** Everything that the proof shows, as text. */
function shown(root: string, contract: PinnedContract, nodes: Nodes): string {
  const storageRoot = storageRootOf(root, contract, nodes);
  return proof.storageProof.map(({ key }) => slotValue(storageRoot, word(key), nodes)).join();
}

describe("Proofs of accounts and slots from Besu", () => {
  for (const { number, stateRoot: root, proof: each } of recorded) {
    it(`block ${number}: show the account, its code and its slots, including absent ones`, () => {
      const nodes = bagOf(nodesOf(each));
      const storageRoot = storageRootOf(root, each, nodes);
      expect(storageRoot).to.equal(each.storageHash);
      for (const { key, value } of each.storageProof) {
        expect(slotValue(storageRoot, word(key), nodes)).to.equal(BigInt(value));
      }
    });
  }

  it("all work from one bag of their nodes, with shared nodes once", () => {
    const all = bagOf(recorded.flatMap(({ proof: each }) => nodesOf(each)));
    expect(all.size).to.be.lessThan(recorded.flatMap(({ proof: each }) => nodesOf(each)).length);
    for (const { stateRoot: root, proof: each } of recorded) {
      expect(storageRootOf(root, each, all)).to.equal(each.storageHash);
    }
  });
});

describe("Refused proofs of accounts and slots", () => {
  it("any single changed bit in a used node", () => {
    expect(shown(stateRoot, pinned, bag)).to.equal("8,0,121");
    const nodes = [...bag];
    for (const [i, node] of nodes.entries()) {
      for (const { bit, changed } of bitFlips(node)) {
        const damaged = bagOf(nodes.with(i, changed));
        expect(
          codeOf(() => shown(stateRoot, pinned, damaged)),
          `bit ${bit} of node ${i}`,
        ).to.be.oneOf(MISSING);
      }
    }
  });

  it("a missing node, which never counts as absence", () => {
    for (const less of oneLess(bag)) {
      expect(codeOf(() => shown(stateRoot, pinned, less))).to.be.oneOf(MISSING);
    }
  });

  it("an exclusion proof for an existing slot: its path cannot be left out", () => {
    const root = storageRootOf(stateRoot, pinned, bag);
    const absent = proof.storageProof.find(({ value }) => value === "0x0")!;
    const exclusion = bagOf(absent.proof.map(bytes));
    expect(slotValue(root, word(absent.key), exclusion)).to.equal(0n);
    refused(() => slotValue(root, word("0x0"), exclusion), "facts.proof-incomplete");
  });

  it("the state root of another block", () => {
    const other = proofs.find(({ number }) => number === 122)!;
    refused(() => shown(other.stateRoot, pinned, bag), "facts.proof-foreign-root");
  });

  it("other code at the address, or an address without a contract", () => {
    refused(() => shown(stateRoot, { ...pinned, codeHash: word("0x1") }, bag), "facts.proof-foreign-code");
    const empty = { ...pinned, address: `0x${"00".repeat(20)}` };
    expect(accountAt(stateRoot, empty.address, bag)).to.equal(undefined);
    refused(() => shown(stateRoot, empty, bag), "facts.proof-no-account");
  });

  it("another account of the same state, which the proof does not cover", () => {
    const [{ stateRoot: root, proof: each }] = contractual as [(typeof contractual)[0]];
    const some = Array.from({ length: 16 }, (_, i) => `0x${i.toString(16).padStart(40, "0")}`);
    const codes = some.map((address) =>
      codeOf(() => storageRootOf(root, { ...pinned, address }, bagOf(nodesOf(each)))),
    );
    expect(new Set(codes)).to.deep.equal(new Set(["facts.proof-no-account", "facts.proof-other-account"]));
  });

  const KEY = word("0x7");
  const hash = writeString(new Uint8Array(32).fill(1));
  const number = Uint8Array.of(1);
  const accounts: Readonly<Record<string, Uint8Array>> = {
    "an account that is no list": hash,
    "of three members": writeList([number, hash, hash]),
    "of five members": writeList([number, number, hash, hash, hash]),
    "whose storage root is short": writeList([number, number, number, hash]),
  };
  for (const [what, value] of Object.entries(accounts)) {
    it(what, () => {
      const { root, nodes } = secureTrie([[pinned.address, value]]);
      refused(() => accountAt(root, pinned.address, nodes), "facts.proof-bad-node");
    });
  }

  const slots: Readonly<Record<string, readonly [value: Uint8Array, code: ErrorCode]>> = {
    "a slot of zero, which would not be stored": [writeString(new Uint8Array()), "facts.proof-bad-node"],
    "a slot that begins with zero": [writeString(Uint8Array.of(0, 1)), "facts.proof-bad-node"],
    "a slot of 33 bytes": [writeString(new Uint8Array(33).fill(1)), "facts.proof-oversized"],
    "a slot that is a list": [writeList([]), "facts.proof-too-deep"],
    "a slot that is not canonical": [Uint8Array.of(0x81, 1), "facts.proof-bad-rlp"],
  };
  for (const [what, [value, code]] of Object.entries(slots)) {
    it(what, () => {
      const { root, nodes } = secureTrie([[KEY, value]]);
      refused(() => slotValue(root, KEY, nodes), code);
    });
  }
});
