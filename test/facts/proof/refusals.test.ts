import { expect } from "chai";
import { storageRootOf } from "../../../src/chain/state/account.ts";
import { readHeader } from "../../../src/chain/state/header.ts";
import { bagOf } from "../../../src/chain/state/node-bag.ts";
import { writeList, writeString } from "../../../src/chain/state/rlp.ts";
import { slotValue } from "../../../src/storage/slots.ts";
import { advanceAnchor } from "../../../src/trust-anchor/advance.ts";
import { ANCHOR_LIFE, type TrustAnchor } from "../../../src/trust-anchor/anchor.ts";
import { sealedBlock } from "../../../src/trust-anchor/seals/sealed.ts";
import { judgeFreshness } from "../../../src/verdict/checks/freshness.ts";
import { judgeStatus } from "../../../src/verdict/checks/status.ts";
import { SealedClock } from "../../../src/verdict/clock.ts";
import { refused } from "../../support/refused.ts";
import { bytes, contractual, proofs } from "./recorded.fixture.ts";
import { codeOf, Validator, withExtra, withSeals } from "./writing.fixture.ts";

/** Blocks sealed by Besu: block 35 removes one of four validators; the remaining three seal block 36. */
const [at34, at35, at36] = [34, 35, 36].map((number) => contractual.find((each) => each.number === number)!) as [
  (typeof contractual)[number],
  (typeof contractual)[number],
  (typeof contractual)[number],
];
const seals = readHeader(at35.raw).seals as [Uint8Array, Uint8Array, Uint8Array];
const gone = at34.after.find((each) => !at35.after.includes(each)) ?? "";
const contract = { address: at35.proof.address, codeHash: at35.proof.codeHash };
const anchor: TrustAnchor = {
  chainId: 1337n,
  registries: {
    DIDRegistry: contract,
    CredentialTypes: contract,
    Accreditations: contract,
    StatusLists: contract,
    ValidatorSet: contract,
  },
  sealers: { kind: "qbft", validators: at34.after },
  advancedAt: at34.timestamp,
};
type Slot = (typeof at35.proof.storageProof)[number];
const now = at35.timestamp;
const sealing = (validators: readonly string[], former?: readonly string[]): TrustAnchor => ({
  ...anchor,
  sealers: { kind: "qbft", validators, ...(former && { former }) },
});
const block = (raw: Uint8Array, as = anchor, moment = now) => sealedBlock({ header: raw }, as, moment);
const strangers = Array.from({ length: 4 }, () => new Validator().address);
/** An address for which the proof's own path shows that there is no account. */
const nowhere = `0x${"00".repeat(20)}`;
/** An address to whose place the proof shows no path. */
const elsewhere = `0x${"00".repeat(19)}09`;
const [, one, other] = at35.proof.storageProof as unknown as [unknown, Slot, Slot];
const slotAt35 = (slot: string, proof: readonly string[]): bigint =>
  slotValue(at35.proof.storageHash, slot, bagOf(proof.map(bytes)));
const nodes = [...at35.proof.accountProof, ...at35.proof.storageProof.flatMap(({ proof }) => proof)].map(bytes);

const REFUSALS: Readonly<Record<string, readonly [code: string, act: () => unknown]>> = {
  "a block of another chain": ["facts.proof-foreign-chain", () => block(at35.raw, sealing(strangers))],
  "a block in another round than it was sealed in": [
    "facts.proof-wrong-round",
    () => block(withExtra(at35.raw, { round: writeString(Uint8Array.of(1)) })),
  ],
  "too few seals": ["facts.proof-too-few-seals", () => block(withSeals(at35.raw, seals.slice(1)))],
  "a repeated seal": ["facts.proof-repeated-seal", () => block(withSeals(at35.raw, [...seals, seals[0]]))],
  "one unknown seal among good ones": [
    "facts.proof-unknown-seal",
    () => block(withSeals(at35.raw, [...seals, new Validator().seal(at35.raw)])),
  ],
  "a seal that is none": ["facts.proof-bad-seal", () => block(withSeals(at35.raw, [...seals, new Uint8Array(65)]))],
  "the seal of a validator that was removed": [
    "facts.proof-removed-seal",
    () => block(at35.raw, sealing(at35.after, [gone])),
  ],
  "a block of the future": ["facts.proof-ahead", () => block(at35.raw, { ...anchor, advancedAt: now - 99 }, now - 61)],
  "a clock set back": ["facts.proof-clock-behind", () => block(at35.raw, anchor, anchor.advancedAt - 61)],
  "an expired anchor": [
    "facts.proof-anchor-expired",
    () => block(at35.raw, anchor, anchor.advancedAt + ANCHOR_LIFE + 1),
  ],
  "another contract's code": [
    "facts.proof-foreign-code",
    () => storageRootOf(block(at35.raw).stateRoot, { ...contract, codeHash: proofs[0]!.proof.codeHash }, bagOf(nodes)),
  ],
  "a proof of another state": [
    "facts.proof-foreign-root",
    () => storageRootOf(block(at34.raw, sealing(at34.after)).stateRoot, contract, bagOf(nodes)),
  ],
  "no contract at all where one should be": [
    "facts.proof-no-account",
    () => storageRootOf(block(at35.raw).stateRoot, { ...contract, address: nowhere }, bagOf(nodes)),
  ],
  "a proof of another account": [
    "facts.proof-other-account",
    () => storageRootOf(block(at35.raw).stateRoot, { ...contract, address: elsewhere }, bagOf(nodes)),
  ],
  "a proof of another slot": ["facts.proof-other-slot", () => slotAt35(other.key, one.proof)],
  "a proof of absence that ends where something is": [
    "facts.proof-incomplete",
    () => slotAt35(one.key, one.proof.slice(0, -1)),
  ],
  "a header that is too large": [
    "facts.proof-oversized",
    () => block(withExtra(at35.raw, { vanity: writeString(new Uint8Array(17_000)) })),
  ],
  "lists within lists": [
    "facts.proof-too-deep",
    () => block(withExtra(at35.raw, { vanity: writeList([writeList([writeList([])])]) })),
  ],
  "a second spelling of the same header": [
    "facts.proof-bad-rlp",
    () => block(Uint8Array.of(0xfa, 0, ...at35.raw.subarray(1))),
  ],
  "an anchor taken back": [
    "facts.proof-anchor-backwards",
    () =>
      advanceAnchor(
        { ...anchor, advancedAt: at36.timestamp },
        { header: at35.raw, nodes: bagOf(nodes) },
        at36.timestamp,
      ),
  ],
};

describe("Real blocks are refused for distinct reasons:", () => {
  it("the block itself is accepted", () => {
    expect(block(at35.raw).hash).to.equal(at35.hash);
    expect(block(at36.raw, sealing(at35.after), at36.timestamp).hash).to.equal(at36.hash);
    expect(storageRootOf(block(at35.raw).stateRoot, contract, bagOf(nodes))).to.equal(at35.proof.storageHash);
  });

  for (const [what, [code, act]] of Object.entries(REFUSALS)) {
    it(what, () => {
      expect(codeOf(act)).to.equal(code);
    });
  }

  it("a block too old for the policy is a finding with a code of its own, not an error", () => {
    const asOf = { chainId: 1337n, block: 35n, time: at35.timestamp };
    expect(judgeFreshness(asOf, now + 3601, 3600).code).to.equal("facts.stale");
    expect(judgeFreshness(asOf, now + 3600, 3600).code).to.equal("facts.fresh");
  });

  it("a block ahead of a clock that was set back, although the verifier has seen a later sealed time", () => {
    const clock = new SealedClock({ now: () => at35.timestamp - 61 }, now);
    const { details } = refused(
      () => sealedBlock({ header: at35.raw }, anchor, clock.now(), clock.own()),
      "facts.proof-ahead",
    );
    expect(details).to.include({ time: at35.timestamp, now: at35.timestamp - 61 });
  });

  it("what a proof does show is read: a slot's own proof, and proved absence", () => {
    expect(slotAt35(one.key, one.proof)).to.equal(BigInt(one.value));
    const { proof } = proofs.find(({ number }) => number === 128)!;
    const [there, absent] = [
      proof.storageProof.find(({ value }) => value !== "0x0")!,
      proof.storageProof.find(({ value }) => value === "0x0")!,
    ];
    const at =
      ({ key }: Slot) =>
      () =>
        slotValue(proof.storageHash, `0x${key.slice(2).padStart(64, "0")}`, bagOf(absent.proof.map(bytes)));
    expect(at(absent)()).to.equal(0n);
    expect(codeOf(at(there))).to.equal("facts.proof-incomplete");
  });

  it("a list that was not opened is a finding of its own, whatever its words contain", () => {
    const question = { status: { list: 1, index: 0 }, issuedAt: now, oneTimeCopies: false };
    const records = { issuerDeactivated: false, links: [], status: { opened: 0, capacity: 0, value: 0 } } as const;
    const { outcome, code } = judgeStatus(question, records);
    expect([outcome, code]).to.deep.equal(["indeterminate", "status.list-unopened"]);
  });

  it("no two reasons share a code", () => {
    const codes = Object.values(REFUSALS).map(([code]) => code);
    expect(new Set(codes).size).to.equal(codes.length);
  });
});
