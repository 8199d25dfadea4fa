import { decode, encode } from "cborg";
import { expect } from "chai";
import { storageRootOf } from "../../../src/chain/state/account.ts";
import { bagOf, type NodeBag } from "../../../src/chain/state/node-bag.ts";
import { writeList, writeString } from "../../../src/chain/state/rlp.ts";
import type { ErrorCode } from "../../../src/errors/catalogue/catalogue.ts";
import { slotValue } from "../../../src/storage/slots.ts";
import {
  decodeStaple,
  encodeStaple,
  MAX_STAPLE,
  mergeStaples,
  type Staple,
} from "../../../src/trust-anchor/staple/staple.ts";
import { trieOf } from "../../chain/state/trie.fixture.ts";
import { bytes, contractual, type Proof, proofs, voted } from "../../facts/proof/recorded.fixture.ts";
import { bitFlips, codeOf, withFields } from "../../facts/proof/writing.fixture.ts";
import { refused } from "../../support/refused.ts";

const nodesOf = ({ accountProof, storageProof }: Proof): NodeBag =>
  bagOf([...accountProof, ...storageProof.flatMap(({ proof }) => proof)].map(bytes));
const recorded: Staple[] = [
  ...proofs.map(({ number, proof }) => ({
    header: voted.find((block) => block.number === number)!.raw,
    nodes: nodesOf(proof),
  })),
  ...contractual.map(({ raw, proof }) => ({ header: raw, nodes: nodesOf(proof) })),
];
const [one, other] = recorded as [Staple, Staple];
const hashes = ({ nodes }: Pick<Staple, "nodes">): string[] => [...nodes.entries()].map(([hash]) => hash).sort();
const { header } = one;

const plain = (staple: Staple) => ({ ...staple, nodes: [...staple.nodes] });

/** The node with this hash, its parent, and so on up to the root. */
function upFrom(hash: string, nodes: ReadonlyMap<string, Uint8Array>): Uint8Array[] {
  const parent = [...nodes].find(([, node]) => Buffer.from(node).includes(hash.slice(2), 0, "hex"));
  return [nodes.get(hash)!, ...(parent === undefined ? [] : upFrom(parent[0], nodes))];
}

describe("A staple's single encoding", () => {
  it("has every node of Besu's proofs once, and loses none", () => {
    for (const staple of recorded) {
      const read = decodeStaple(encodeStaple(staple));
      expect(read.header).to.deep.equal(staple.header);
      expect(hashes(read)).to.deep.equal(hashes(staple));
      expect(read.nodes.size).to.equal(hashes(staple).length);
      expect(encodeStaple(read)).to.deep.equal(encodeStaple(staple));
    }
  });

  it("includes signatures if the chain has no seals", () => {
    const signatures = [new Uint8Array(65).fill(1), new Uint8Array(65).fill(2)];
    expect(decodeStaple(encodeStaple({ ...one, signatures })).signatures).to.deep.equal(signatures);
    expect(decodeStaple(encodeStaple(one))).not.to.have.property("signatures");
  });

  it("includes agencies' names, of which the state has the hashes; merged, each once", () => {
    const [sejong, busan] = ["세종", "부산"].map((name) => ({ ko: Buffer.from(name), en: Buffer.from("") }));
    const names = [sejong!, busan!];
    const read = decodeStaple(encodeStaple({ ...one, names }));
    expect(read.names?.map(({ ko, en }) => [...ko, 0, ...en])).to.deep.equal(names.map(({ ko }) => [...ko, 0]));
    expect(decodeStaple(encodeStaple(one))).not.to.have.property("names");
    const merged = mergeStaples({ ...one, names: [sejong!] }, { ...one, names }, one);
    expect(merged.names).to.deep.equal(names);
  });

  it("does not depend on the order of the nodes, and leaves out those not reachable from the state root", () => {
    const nodes = [...[...other.nodes].toReversed(), ...[...one.nodes].toReversed(), ...one.nodes];
    expect(encodeStaple({ header, nodes: bagOf(nodes) })).to.deep.equal(encodeStaple(one));
  });

  it("leaves out hashes that the reader can compute", () => {
    const entries = Array.from({ length: 4095 }, (_, i) => {
      const digits = i.toString(16).padStart(3, "0").padEnd(64, "3");
      return [digits, writeString(Buffer.alloc(33, `${i}`))] as const;
    });
    const { root, nodes } = trieOf(entries);
    const path = upFrom([...nodes.keys()][0]!, nodes);
    expect(path.map(({ length }) => length)).to.deep.equal([69, 532, 532, 532]);
    const of = withFields(header, { 3: writeString(bytes(root)) });
    const length = encodeStaple({ header: of, nodes: bagOf(path) }).length - of.length;
    // One more byte says that there are no names.
    expect(length - 1).to.be.lessThan(0.93 * (69 + 3 * 532));
  });

  it("keeps embedded nodes, and paths shared by several keys", () => {
    const entries = ["00", "01", "0f", "10", "111", "112"].map(
      (digits, i) => [digits.padEnd(64, "7"), writeString(Buffer.alloc(i % 2 === 0 ? 1 : 33, i + 1))] as const,
    );
    const deep = ["a", "b"].map((last) => [`f${"0".repeat(62)}${last}`, writeString(Uint8Array.of(9))] as const);
    const { root, nodes } = trieOf([...entries, ...deep]);
    const staple = { header: withFields(header, { 3: writeString(bytes(root)) }), nodes: bagOf(nodes.values()) };
    expect(hashes(decodeStaple(encodeStaple(staple)))).to.deep.equal([...nodes.keys()].sort());
  });

  it("has a limit for the number of nodes, however often a few are repeated", () => {
    const alike = Array.from({ length: 4096 }, (_, i) => {
      return [i.toString(16).padStart(3, "0").padEnd(64, "3"), writeString(Buffer.alloc(33, 1))] as const;
    });
    const { root, nodes } = trieOf(alike);
    expect(nodes.size).to.equal(4);
    const of = withFields(header, { 3: writeString(bytes(root)) });
    refused(() => encodeStaple({ header: of, nodes: bagOf(nodes.values()) }), "facts.staple-malformed");
  });

  it("merges several staples of one block, with shared nodes once", () => {
    const [some, others] = [bagOf([...one.nodes].slice(0, -1)), bagOf([...one.nodes].slice(1))];
    const merged = mergeStaples({ header, nodes: some }, { header, nodes: others });
    expect(merged.nodes.size).to.equal(hashes(one).length);
    expect(encodeStaple(merged)).to.deep.equal(encodeStaple(one));
    refused(() => mergeStaples(one, other), "facts.staple-other-block");
  });
});

describe("A staple is refused before anything is proved:", () => {
  const parts = (...list: unknown[]): Uint8Array => encode([2, header, [], list, []]);
  const [node] = one.nodes as Iterable<Uint8Array> as [Uint8Array];
  const hash = new Uint8Array(32);
  const nested = Buffer.alloc(60_000, 0x81);
  const tagged = Buffer.concat([Uint8Array.of(0xc1), encodeStaple(one)]);
  const good = encodeStaple(one);
  const indefinite = Buffer.concat([Uint8Array.of(0x9f), good.subarray(1), Uint8Array.of(0xff)]);
  const longer = Buffer.concat([Uint8Array.of(0x98, 5), good.subarray(1)]);
  const float = Buffer.concat([Uint8Array.of(0x85, 0xf9, 0x40, 0), good.subarray(2)]);

  const genuine = decode(good)[3] as unknown[];
  const named = (...names: unknown[]): Uint8Array => encode([2, header, [], genuine, names]);
  const [text, long] = [Buffer.from("세종"), new Uint8Array(97)];

  const bad: Readonly<Record<string, readonly [Uint8Array, code: ErrorCode]>> = {
    "over 128 KiB": [new Uint8Array(MAX_STAPLE + 1), "facts.staple-oversized"],
    nothing: [new Uint8Array(), "facts.staple-malformed"],
    "bytes after the end": [Buffer.concat([good, Uint8Array.of(0)]), "facts.staple-malformed"],
    "cut short": [good.subarray(0, -1), "facts.staple-malformed"],
    "lists within lists, tens of thousands": [nested, "facts.staple-malformed"],
    "a tag": [tagged, "facts.staple-malformed"],
    "an indefinite length": [indefinite, "facts.staple-malformed"],
    "a length that is longer than it need be": [longer, "facts.staple-malformed"],
    "a float for a number": [float, "facts.staple-malformed"],
    "a map": [encode({ header, nodes: [] }), "facts.staple-malformed"],
    "a version that is not known": [encode([3, header, [], [], []]), "facts.staple-version"],
    "the version before": [encode([1, header, [], genuine]), "facts.staple-version"],
    "no version": [encode([header, [], []]), "facts.staple-version"],
    "four members": [encode([2, header, [], genuine]), "facts.staple-malformed"],
    "six members": [encode([2, header, [], genuine, [], []]), "facts.staple-malformed"],
    "no header": [encode([2, "", [], [], []]), "facts.staple-malformed"],
    "a header of over 16 KiB": [encode([2, new Uint8Array(16_385), [], [], []]), "facts.staple-malformed"],
    "a signature of 64 bytes": [encode([2, header, [new Uint8Array(64)], [], []]), "facts.staple-malformed"],
    "seventeen names": [named(...Array(17).fill([text, text])), "facts.staple-malformed"],
    "a name in one language": [named([text]), "facts.staple-malformed"],
    "a name in three languages": [named([text, text, text]), "facts.staple-malformed"],
    "a name that is no bytes": [named([text, 1]), "facts.staple-malformed"],
    "a name of over 96 bytes": [named([text, long]), "facts.staple-malformed"],
    "over a hundred signatures": [
      encode([2, header, Array.from({ length: 101 }, () => new Uint8Array(65)), [], []]),
      "facts.staple-malformed",
    ],
    "over 2,048 nodes": [parts(...Array<Uint8Array>(2049).fill(Uint8Array.of(0))), "facts.staple-malformed"],
    "a part that is a number": [parts(1), "facts.staple-malformed"],
    "a part that is empty": [parts([]), "facts.staple-malformed"],
    "a node without holes, in a list": [parts([node]), "facts.staple-malformed"],
    "a hole without a child": [parts([node, 3]), "facts.staple-malformed"],
    "a hole beyond the node": [parts(node, [node, node.length + 1]), "facts.staple-malformed"],
    "two holes at one place": [parts(node, [node, 3], [node, 5, 5]), "facts.staple-malformed"],
    "a hole within the hash of another": [parts(node, node, [node, 3, 10]), "facts.staple-malformed"],
    "a node that hangs on no other": [parts(node, node), "facts.staple-malformed"],
    "a branch with a child too few": [parts([0xc000, 0, hash]), "facts.staple-malformed"],
    "a branch with a child too many": [parts([0x8000, 0, new Uint8Array(64)]), "facts.staple-malformed"],
    "a branch with half a hash": [parts([0x8000, 0, new Uint8Array(16)]), "facts.staple-malformed"],
    "a branch with a child where it has none": [parts(node, [0, 1, new Uint8Array()]), "facts.staple-malformed"],
    "a branch whose child did not come": [parts([1, 1, new Uint8Array()]), "facts.staple-malformed"],
    "a node on top of the root": [parts(...genuine, [node, 3]), "facts.staple-other-root"],
    "another block's header": [encode([2, other.header, [], genuine, []]), "facts.staple-other-root"],
    "a part left out at the end": [parts(...genuine.slice(0, -1)), "facts.staple-other-root"],
    "a branch of seventeen children": [parts([2 ** 16, 0, hash]), "facts.staple-malformed"],
  };
  for (const [what, [encoded, code]] of Object.entries(bad)) {
    it(what, () => {
      refused(() => decodeStaple(encoded), code);
    });
  }

  it("each changed bit outside the header loses or changes a node", function () {
    this.timeout(60_000);
    const { raw, stateRoot, proof } = contractual[0]!;
    const whole = encodeStaple({ header: raw, nodes: nodesOf(proof) });
    const start = Buffer.from(whole).indexOf(Buffer.from(raw));
    const told = (bytes: Uint8Array): string => {
      const bag = decodeStaple(bytes).nodes;
      const root = storageRootOf(stateRoot, proof, bag);
      return String(proof.storageProof.map(({ key }) => slotValue(root, `0x${key.slice(2).padStart(64, "0")}`, bag)));
    };
    expect(told(whole)).to.equal(String(proof.storageProof.map(({ value }) => BigInt(value))));
    for (const { bit, changed } of bitFlips(whole)) {
      if (bit >= 8 * start && bit < 8 * (start + raw.length)) continue;
      expect(
        codeOf(() => told(changed)),
        `bit ${bit}`,
      ).to.match(/^facts\./);
    }
  });

  it("a byte in a longer form is refused, or the result is in its single encoding", () => {
    for (let at = 0; at < good.length; at++) {
      const [byte = 0, minor = byte & 31] = [good[at]];
      // Encodes the head of an item in a longer form: a number in the byte after it instead of in its own five bits, or
      // in two bytes instead of one.
      const longer = minor < 24 ? [(byte & 0xe0) | 24, minor] : [(byte & 0xe0) | (minor + 1), 0];
      const changed = Buffer.concat([good.subarray(0, at), Uint8Array.from(longer), good.subarray(at + 1)]);
      if (codeOf(() => decodeStaple(changed)) === undefined) expect(encode(decode(changed))).to.deep.equal(changed);
    }
  });

  it("a header without a state root is not encoded either", () => {
    refused(() => encodeStaple({ header: writeList([]), nodes: bagOf([]) }), "facts.proof-bad-header");
  });

  it("what decodes encodes to the same bytes, and any changed bit changes the content", () => {
    for (let bit = 0; bit < 8 * 200; bit++) {
      const changed = Uint8Array.from(good);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      let read: Staple;
      try {
        read = decodeStaple(changed);
      } catch {
        continue;
      }
      expect(encode(decode(changed))).to.deep.equal(changed);
      expect(plain(read)).not.to.deep.equal(plain(decodeStaple(good)));
    }
  });
});
