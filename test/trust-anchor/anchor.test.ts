import { expect } from "chai";
import { storageRootOf } from "../../src/chain/state/account.ts";
import { readHeader } from "../../src/chain/state/header.ts";
import { bagOf } from "../../src/chain/state/node-bag.ts";
import { ANCHOR_LIFE, checkAnchor, type TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { sealedBlock } from "../../src/trust-anchor/seals/sealed.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { bytes, contractual, proofs, voted } from "../facts/proof/recorded.fixture.ts";
import { Validator, withSeals } from "../facts/proof/writing.fixture.ts";
import { refused } from "../support/refused.ts";

const block = voted.find(({ number }) => number === 128)!;
const header = readHeader(block.raw);
const { proof } = proofs.find(({ number }) => number === 128)!;
const contract = { address: proof.address, codeHash: proof.codeHash };
const anchor: TrustAnchor = {
  chainId: 1337n,
  registries: { DIDRegistry: contract, CredentialTypes: contract, Accreditations: contract, StatusLists: contract },
  sealers: { kind: "qbft", validators: block.validators },
  advancedAt: header.time - 1000,
};
const sealedBy = (validators: readonly string[]): TrustAnchor => ({ ...anchor, sealers: { kind: "qbft", validators } });

describe("The trust anchor accepts what its validators sealed, within its life:", () => {
  it("header, seals and account, one after the other", () => {
    const { number, time, hash, stateRoot } = sealedBlock({ header: block.raw }, anchor, header.time + 10);
    expect({ number, time, hash }).to.deep.equal({ number: 128n, time: block.timestamp, hash: block.hash });
    const root = storageRootOf(stateRoot, anchor.registries.StatusLists, bagOf(proof.accountProof.map(bytes)));
    expect(root).to.equal(proof.storageHash);
  });

  it("an old block too, because its age is for the policy to judge", () => {
    sealedBlock({ header: block.raw }, { ...anchor, advancedAt: header.time }, header.time + ANCHOR_LIFE);
  });

  it("but no block sealed more than 60 s from now", () => {
    sealedBlock({ header: block.raw }, anchor, header.time - 60);
    refused(() => sealedBlock({ header: block.raw }, anchor, header.time - 61), "facts.proof-ahead");
    refused(() => sealedBlock({ header: block.raw }, anchor, Number.NaN), "facts.proof-anchor-expired");
  });

  it("only up to 90 days after it was last advanced", () => {
    checkAnchor(anchor, anchor.advancedAt + ANCHOR_LIFE);
    const { details } = refused(
      () => checkAnchor(anchor, anchor.advancedAt + ANCHOR_LIFE + 1),
      "facts.proof-anchor-expired",
    );
    expect(details).to.deep.equal({ advancedAt: anchor.advancedAt, now: anchor.advancedAt + ANCHOR_LIFE + 1 });
  });

  it("even if the clock is set back, not after its end, once a later sealed time was seen", () => {
    let own = anchor.advancedAt + ANCHOR_LIFE;
    const clock = new SealedClock({ now: () => own });
    clock.rememberSealedTime(anchor.advancedAt + ANCHOR_LIFE + 1);
    own = anchor.advancedAt;
    refused(() => checkAnchor(anchor, clock.now()), "facts.proof-anchor-expired");
  });

  it("but not with a clock behind the time at which it was advanced", () => {
    checkAnchor(anchor, anchor.advancedAt - 60);
    const { details } = refused(() => checkAnchor(anchor, anchor.advancedAt - 61), "facts.proof-clock-behind");
    expect(details).to.deep.equal({ advancedAt: anchor.advancedAt, now: anchor.advancedAt - 61 });
  });

  it("but no block from after its end, whatever the clock says", () => {
    const old = { ...anchor, advancedAt: header.time - ANCHOR_LIFE - 30 };
    refused(() => sealedBlock({ header: block.raw }, old, header.time - 30), "facts.proof-anchor-expired");
  });

  it("but no block of other validators", () => {
    const few = withSeals(block.raw, header.seals.slice(0, 2));
    refused(() => sealedBlock({ header: few }, anchor, header.time), "facts.proof-too-few-seals");
    const strangers = sealedBy([new Validator().address]);
    refused(() => sealedBlock({ header: block.raw }, strangers, header.time), "facts.proof-foreign-chain");
  });

  it("but no other chain with the same validators, which its contracts reveal, not the header", () => {
    const other = contractual.find(({ number }) => number === 34)!;
    const foreign = sealedBlock({ header: other.raw }, anchor, other.timestamp);
    const bag = bagOf(other.proof.accountProof.map(bytes));
    const sameAddress = { address: other.proof.address, codeHash: proof.codeHash };
    refused(() => storageRootOf(foreign.stateRoot, sameAddress, bag), "facts.proof-foreign-code");
  });
});

describe("The trust anchor: malformed", () => {
  const [one] = block.validators as [string];
  const qbft = (validators: readonly string[]): Partial<TrustAnchor> => ({ sealers: { kind: "qbft", validators } });
  const signed = (members: readonly string[], threshold: number, Directory = contract): Partial<TrustAnchor> => ({
    registries: { ...anchor.registries, Directory },
    sealers: { kind: "checkpoint", members, threshold },
  });
  const many = Array.from({ length: 65 }, (_, i) => `0x${(i + 1).toString().padStart(40, "0")}`);
  const bad: Readonly<Record<string, Partial<TrustAnchor>>> = {
    "chain 0": { chainId: 0n },
    "an address that is none": { registries: { ...anchor.registries, StatusLists: { ...contract, address: "0x12" } } },
    "a code hash that is none": { registries: { ...anchor.registries, DIDRegistry: { ...contract, codeHash: "0x" } } },
    "a registry missing": { registries: { DIDRegistry: contract } as unknown as TrustAnchor["registries"] },
    "a directory that is none": signed([one], 1, { ...contract, address: "0x12" }),
    "a chain id that JSON does not hold": { chainId: 2n ** 53n },
    "a term that ends before it begins": {
      registries: { ...anchor.registries, StatusLists: { ...contract, from: 10, until: 9 } },
    },
    "a term that begins in milliseconds": {
      registries: { ...anchor.registries, StatusLists: { ...contract, from: 2 ** 40 } },
    },
    "no validators": qbft([]),
    "over 64 validators": qbft(many),
    "a validator twice": qbft([one, one]),
    "a validator in upper case": qbft([one.toUpperCase().replace("0X", "0x")]),
    "nobody, address 0, as a validator": qbft([`0x${"0".repeat(40)}`]),
    "a former validator who is one": { sealers: { kind: "qbft", validators: [one], former: [one] } },
    "sealers of a kind unknown": { sealers: { kind: "clique" } as unknown as TrustAnchor["sealers"] },
    "no members": signed([], 0),
    "over 64 members": signed(many, 40),
    "a member twice": signed([one, one], 2),
    "a threshold beyond the members": signed([one], 2),
    "a threshold of half of the members, of which there are two": signed(many.slice(0, 4), 2),
    "a threshold that is no whole number": signed(many.slice(0, 2), 1.5),
    "checkpoints without a directory": { sealers: { kind: "checkpoint", members: [one], threshold: 1 } },
    "a time that is none": { advancedAt: Number.NaN },
    "a time in the far future, in milliseconds": { advancedAt: 2 ** 40 },
  };
  for (const [what, change] of Object.entries(bad)) {
    it(what, () => {
      refused(() => checkAnchor({ ...anchor, ...change }, header.time), "facts.proof-bad-anchor");
    });
  }
});
