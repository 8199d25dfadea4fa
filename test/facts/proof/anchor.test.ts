import { expect } from "chai";
import { storageRootOf } from "../../../src/facts/proof/account.ts";
import { ANCHOR_LIFE, checkAnchor, checkSealed, type TrustAnchor } from "../../../src/facts/proof/anchor.ts";
import { readHeader } from "../../../src/facts/proof/header.ts";
import { bagOf } from "../../../src/facts/proof/trie.ts";
import { SealedClock } from "../../../src/verdict/clock.ts";
import { refused } from "../../support/refused.ts";
import { bytes, contractual, proofs, voted } from "./recorded.fixture.ts";
import { Validator, withSeals } from "./writing.fixture.ts";

const block = voted.find(({ number }) => number === 128)!;
const header = readHeader(block.raw);
const { proof } = proofs.find(({ number }) => number === 128)!;
const contract = { address: proof.address, codeHash: proof.codeHash };
const anchor: TrustAnchor = {
  chainId: 1337n,
  registries: { DIDRegistry: contract, CredentialTypes: contract, Accreditations: contract, StatusLists: contract },
  validators: block.validators,
  advancedAt: header.time - 1000,
};

describe("The trust anchor: what its validators sealed, in its time", () => {
  it("is believed: header, seals, account, one after the other", () => {
    checkSealed(header, anchor, header.time + 10);
    const root = storageRootOf(header.stateRoot, anchor.registries.StatusLists, bagOf(proof.accountProof.map(bytes)));
    expect(root).to.equal(proof.storageHash);
  });

  it("an old block is believed too: its age is the policy's affair", () => {
    checkSealed(header, { ...anchor, advancedAt: header.time }, header.time + ANCHOR_LIFE);
  });

  it("a block sealed more than 60 s from now is refused", () => {
    checkSealed(header, anchor, header.time - 60);
    refused(() => checkSealed(header, anchor, header.time - 61), "facts.proof-ahead");
    refused(() => checkSealed(header, anchor, Number.NaN), "facts.proof-anchor-expired");
  });

  it("ends 90 days after it was last advanced", () => {
    checkAnchor(anchor, anchor.advancedAt + ANCHOR_LIFE);
    const { facts } = refused(
      () => checkAnchor(anchor, anchor.advancedAt + ANCHOR_LIFE + 1),
      "facts.proof-anchor-expired",
    );
    expect(facts).to.deep.equal({ advancedAt: anchor.advancedAt, now: anchor.advancedAt + ANCHOR_LIFE + 1 });
  });

  it("is not revived by a clock set back, once a later sealed time was seen", () => {
    const clock = new SealedClock({ now: () => anchor.advancedAt });
    clock.saw(anchor.advancedAt + ANCHOR_LIFE + 1);
    refused(() => checkAnchor(anchor, clock.now()), "facts.proof-anchor-expired");
  });

  it("does not vouch for a block of after its end, whatever the clock says", () => {
    const old = { ...anchor, advancedAt: header.time - ANCHOR_LIFE - 30 };
    refused(() => checkSealed(header, old, header.time - 30), "facts.proof-anchor-expired");
  });

  it("of other validators believes nothing of these", () => {
    const validators = [new Validator().address, ...anchor.validators.slice(1)];
    const forged = readHeader(withSeals(block.raw, header.seals.slice(0, 2)));
    refused(() => checkSealed(forged, anchor, header.time), "facts.proof-too-few-seals");
    refused(
      () => checkSealed(header, { ...anchor, validators: [validators[0]!] }, header.time),
      "facts.proof-unknown-seal",
    );
  });

  it("tells another chain of the same validators by its contracts, for the header does not", () => {
    const other = contractual.find(({ number }) => number === 34)!;
    const foreign = readHeader(other.raw);
    checkSealed(foreign, anchor, foreign.time);
    const bag = bagOf(other.proof.accountProof.map(bytes));
    const sameAddress = { address: other.proof.address, codeHash: proof.codeHash };
    refused(() => storageRootOf(foreign.stateRoot, sameAddress, bag), "facts.proof-foreign-code");
  });
});

describe("The trust anchor: malformed", () => {
  const [one] = anchor.validators as [string];
  const bad: Readonly<Record<string, Partial<TrustAnchor>>> = {
    "chain 0": { chainId: 0n },
    "an address that is none": { registries: { ...anchor.registries, StatusLists: { ...contract, address: "0x12" } } },
    "a code hash that is none": { registries: { ...anchor.registries, DIDRegistry: { ...contract, codeHash: "0x" } } },
    "a registry missing": { registries: { DIDRegistry: contract } as unknown as TrustAnchor["registries"] },
    "no validators": { validators: [] },
    "over a hundred validators": {
      validators: Array.from({ length: 101 }, (_, i) => `0x${i.toString().padStart(40, "0")}`),
    },
    "a validator twice": { validators: [one, one] },
    "a validator in upper case": { validators: [one.toUpperCase().replace("0X", "0x")] },
    "a time that is none": { advancedAt: Number.NaN },
    "a time in the far future, in milliseconds": { advancedAt: 2 ** 40 },
  };
  for (const [what, change] of Object.entries(bad)) {
    it(what, () => {
      refused(() => checkAnchor({ ...anchor, ...change }, header.time), "facts.proof-bad-anchor");
    });
  }
});
