import { expect } from "chai";
import fc from "fast-check";
import { fastKeccak } from "../../src/crypto/keccak.ts";
import { FIRST_BY_HASH } from "../../src/crypto/keys/key-algorithms.ts";
import { EPOCH_REASONS, KEY_REASONS } from "../../src/records/reasons.ts";
import { flagsIn } from "../../src/records/type-flags.ts";
import * as accreditations from "../../src/storage/accreditations.ts";
import * as types from "../../src/storage/credential-types.ts";
import * as didRegistry from "../../src/storage/did-registry.ts";
import * as directory from "../../src/storage/directory.ts";
import { bitsIn, numberIn, type Packed, wordOf } from "../../src/storage/packed.ts";
import { hexWord } from "../../src/storage/slots.ts";
import * as lists from "../../src/storage/status-lists.ts";
import * as validators from "../../src/storage/validator-set.ts";

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((raw) => `0x${Buffer.from(raw).toString("hex")}`);
const unsigned = (bits: number) => fc.nat({ max: 2 ** bits - 1 });
const time = fc.bigInt({ min: 0n, max: 2n ** 40n - 1n }).map(Number);
const begun = fc.bigInt({ min: 1n, max: 2n ** 40n - 1n }).map(Number);
const address = hex(20);
const holds = <T>(what: fc.Arbitrary<T>, check: (one: T) => void): void => fc.assert(fc.property(what, check));

describe("What is written into a storage word is read back:", () => {
  const { IDENTITY, KEY, ATTRIBUTE, RECOVERY } = didRegistry;
  const { ACCREDITATION, EPOCH, RIGHTS: TERMS, FREEZE } = accreditations;
  const [RECOVERER, NEXT_RECOVERER, NEW_CONTROLLER] = RECOVERY;
  const [CALLED, JOINED] = FREEZE;
  const words: Record<string, Packed<string>> = {
    ...{ IDENTITY, KEY, ATTRIBUTE, RECOVERER, NEXT_RECOVERER, NEW_CONTROLLER },
    ...{ TYPE: types.TYPE, TERM: types.TERM },
    ...{ ACCREDITATION, EPOCH, TERMS, CALLED, JOINED },
    ...{ HEADER: lists.HEADER, LIST_KEY: lists.LIST_KEY, ENTRY: directory.ENTRY },
  };
  for (const [name, members] of Object.entries(words)) {
    it(`each member of ${name} by itself`, () => {
      const values = fc.record(
        Object.fromEntries(Object.entries(members).map(([one, { mask }]) => [one, fc.bigInt({ min: 0n, max: mask })])),
      );
      holds(values, (some) => {
        const word = wordOf(members, some);
        expect(word < 2n ** 256n).to.equal(true);
        for (const [one, member] of Object.entries(members)) expect(bitsIn(word, member), one).to.equal(some[one]);
      });
    });
  }

  const epoch = { from: begun, until: time, reason: fc.constantFrom(...KEY_REASONS), compromisedSince: time };
  const point = fc.record({
    algorithm: fc.constantFrom(1, 2),
    publicKey: fc.tuple(fc.constantFrom("0x02", "0x03"), hex(32)).map(([sign, x]) => sign + x.slice(2)),
    ...epoch,
  });
  const hashed = fc.record({ algorithm: fc.integer({ min: FIRST_BY_HASH, max: 255 }), hash: hex(32), ...epoch });

  it("a key and an anchor, wherever the document lists it", () => {
    holds(fc.tuple(fc.oneof(point, hashed), unsigned(8)), ([key, position]) => {
      const [word, xOrHash] = didRegistry.keyWords(key, position);
      expect(didRegistry.keyIn(word, xOrHash)).to.deep.equal(key);
      expect(numberIn(word, KEY.position)).to.equal(position);
    });
  });

  it("whether an identity is deactivated", () => {
    const identity = fc.record({
      ...{ controller: address, changed: time, nonce: unsigned(30), deactivated: fc.boolean() },
      keys: fc.array(hex(32), { maxLength: 16 }),
      entries: fc.constant([]),
    });
    holds(fc.tuple(address, identity), ([of, one]) => {
      const held = new Map(didRegistry.identitySlots(of, one));
      expect(didRegistry.isDeactivated(held.get(didRegistry.identitySlot(of)) ?? 0n)).to.equal(one.deactivated);
    });
  });

  it("a type, and its terms of office", () => {
    const term = fc.record({ authority: address, from: time, until: time, reason: unsigned(8), stolenSince: time });
    const type = fc.record({
      ...{ authority: address, registered: begun, retired: time, retirementDecidedAt: time, flags: unsigned(3) },
      ...{ schemaHash: hex(32), doctypeId: hex(32), successor: address },
      terms: fc.array(term, { maxLength: 4 }),
    });
    holds(fc.tuple(hex(32), type), ([typeId, one]) => {
      const held = new Map(types.typeSlots(typeId, one));
      const word = held.get(types.typeSlot(typeId)) ?? 0n;
      const { authority, registered, retired, flags } = one;
      expect(types.typeIn(word)).to.deep.equal({ authority, registered, retired, ...flagsIn(flags) });
      expect(types.termCountIn(word)).to.equal(Math.max(1, one.terms.length));
      expect(types.typeIdIn(held.get(types.doctypeSlot(one.doctypeId)) ?? 0n)).to.equal(typeId);
      for (const [i, { reason: _, stolenSince: __, ...each }] of one.terms.entries()) {
        expect(types.termIn(held.get(types.termSlot(typeId, i)) ?? 0n)).to.deep.equal(each);
      }
    });
  });

  const rights = {
    levels: unsigned(3),
    root: fc.boolean(),
    mayIssue: fc.boolean(),
    reason: fc.constantFrom(...EPOCH_REASONS),
  };

  it("an accreditation, and its epochs", () => {
    const one = fc.record({
      ...{ exceptions: unsigned(8), generation: unsigned(8), generationStart: unsigned(16) },
      epochs: fc.array(
        fc.record({ accreditor: address, from: time, until: time, parentGeneration: unsigned(8), ...rights }),
        { maxLength: 4 },
      ),
      names: fc.constant([]),
    });
    holds(fc.tuple(address, hex(32), one), ([holder, typeId, { epochs, ...rest }]) => {
      const numbered = epochs.map((each, index) => ({ ...each, index }));
      const held = new Map(accreditations.accreditationSlots(holder, typeId, { ...rest, epochs: numbered }));
      const { names: _, ...said } = rest;
      const word = held.get(accreditations.accreditationSlot(holder, typeId)) ?? 0n;
      expect(accreditations.accreditationIn(word)).to.deep.equal({ ...said, epochs: epochs.length });
      for (const each of numbered) {
        const slot = accreditations.epochSlot(holder, typeId, each.index);
        expect(accreditations.epochIn(held.get(slot) ?? 0n, each.index)).to.deep.equal(each);
      }
    });
  });

  it("the byte of rights", () => {
    holds(fc.record(rights), (one) => {
      expect(accreditations.rightsIn(BigInt(accreditations.rightsByte(one)))).to.deep.equal(one);
    });
  });

  it("a list's header", () => {
    const header = fc.record({ operator: address, capacity: unsigned(31), opened: time });
    holds(header, ({ operator, capacity, opened }) => {
      expect(lists.listIn(lists.listWord({ operator, capacity, opened }))).to.deep.equal({ opened, capacity });
    });
  });

  it("a status, without changing others in its word, from a number and from bytes", () => {
    const index = unsigned(31);
    const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
    holds(fc.tuple(word, index, index, unsigned(2)), ([old, one, other, value]) => {
      const changed = lists.withStatus(old, one, value);
      expect(lists.statusIn(changed, one)).to.equal(value);
      if (one % 128 !== other % 128) expect(lists.statusIn(changed, other)).to.equal(lists.statusIn(old, other));
      const bytes = Buffer.concat([Buffer.alloc(32, 0xff), Buffer.from(hexWord(changed).slice(2), "hex")]);
      expect(lists.statusAt(bytes, 32, other)).to.equal(lists.statusIn(changed, other));
    });
  });

  it("an entry of the Directory", () => {
    const entry = fc.record({
      ...{ address, from: time, until: time, distrusted: fc.boolean(), codeHash: hex(32) },
    });
    holds(entry, ({ address: registry, codeHash, ...term }) => {
      const word = wordOf(directory.ENTRY, { registry, ...term });
      expect(directory.entryIn(word, BigInt(codeHash))).to.deep.equal({ address: registry, codeHash, ...term });
    });
  });

  it("the validators", () => {
    holds(fc.uniqueArray(address, { minLength: 1, maxLength: 8 }), (set) => {
      const held = new Map(validators.validatorsOf(set));
      expect([...held.keys()]).to.deep.equal(validators.validatorSlots(set.length));
      const [count, ...members] = [...held.values()];
      expect(count).to.equal(BigInt(set.length));
      expect(members.map((word) => validators.validatorIn(word))).to.deep.equal(set);
    });
  });
});

describe("Storage: the slots of a list's words in bytes", () => {
  it("are those that a verifier computes one by one", async () => {
    const keccak = await fastKeccak();
    const list = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }).map(Number);
    holds(fc.tuple(address, list, fc.uniqueArray(unsigned(25), { maxLength: 4 })), ([issuer, number, places]) => {
      const words = places.map((place) => [place, new Uint8Array(32)] as const);
      const slots = [...lists.wordSlots(issuer, number, words, keccak)].map(
        ([slot]) => `0x${Buffer.from(slot).toString("hex")}`,
      );
      expect(slots).to.deep.equal(places.map((place) => lists.wordSlot(issuer, number, place * 128)));
    });
  });
});
