import { expect } from "chai";
import type { BaseContract } from "ethers";
import { accreditationSlot, epochSlot } from "../../src/storage/accreditations.ts";
import { typeSlot } from "../../src/storage/credential-types.ts";
import { identitySlot, keySlot } from "../../src/storage/did-registry.ts";
import { nextSlot } from "../../src/storage/slots.ts";
import { listSlot, statusIn, wordSlot } from "../../src/storage/status-lists.ts";
import { key, register } from "../contracts/did/did.fixture.ts";
import { accredit, chainOfTwo, ethers, networkHelpers, now, TYPE } from "../contracts/support/registries.ts";

const { loadFixture } = networkHelpers;

const held = async (registry: BaseContract, slot: string): Promise<bigint> =>
  BigInt(await ethers.provider.getStorage(registry, slot));
/** The members of a word, from the lowest bit up, with these widths in bits. */
function members(word: bigint, widths: readonly number[]): bigint[] {
  let rest = word;
  return widths.map((width) => {
    const member = rest & ((1n << BigInt(width)) - 1n);
    rest >>= BigInt(width);
    return member;
  });
}
const numbers = (values: readonly (string | bigint | boolean)[]): bigint[] => values.map((value) => BigInt(value));

describe("The verifier's slots have the registries' values on a running chain:", () => {
  it("an identity", async () => {
    const { dids, sejong } = await loadFixture(chainOfTwo);
    const id = sejong.address.toLowerCase();
    expect(await held(dids, identitySlot(id)), "never written").to.equal(0n);
    await dids.connect(sejong).deactivate(sejong);
    const word = await held(dids, identitySlot(id));
    expect(members(word, [160, 40, 32, 8, 8, 8])).to.deep.equal(numbers([...(await dids.identityOf(sejong))]));
  });

  it("a key and its x", async () => {
    const { dids, sejong } = await loadFixture(chainOfTwo);
    const one = await key(301);
    await register(dids, sejong, one, 1000n);
    await dids.connect(sejong).compromiseKey(sejong, one.thumbprint, await now());
    const slot = keySlot(sejong.address.toLowerCase(), one.thumbprint);
    const { from, until, compromisedSince, reason, algorithm, yIsOdd, xOrHash } = await dids.keyOf(
      sejong,
      one.thumbprint,
    );
    const expected = numbers([from, until, compromisedSince, reason, algorithm, yIsOdd]);
    expect(members(await held(dids, slot), [40, 40, 40, 8, 8, 8])).to.deep.equal(expected);
    expect(await held(dids, nextSlot(slot))).to.equal(BigInt(xOrHash));
  });

  it("a type", async () => {
    const { types } = await loadFixture(chainOfTwo);
    const word = await held(types, typeSlot(TYPE));
    expect(members(word, [160, 40, 40, 8, 8])).to.deep.equal(numbers([...(await types.typeOf(TYPE))]));
  });

  it("an accreditation and its epochs", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, ministry, sejong } = all;
    await accreditations.connect(ministry).withdraw(sejong, TYPE);
    await accredit(all, sejong, ministry);
    const id = sejong.address.toLowerCase();
    const word = await held(accreditations, accreditationSlot(id, TYPE));
    const stored = numbers([...(await accreditations.accreditationOf(sejong, TYPE))]);
    expect(members(word, [160, 40, 8, 8, 16, 16, 8])).to.deep.equal(stored);
    for (const index of [0, 1]) {
      const epoch = members(await held(accreditations, epochSlot(id, TYPE, index)), [160, 40, 40, 8, 8]);
      expect(epoch).to.deep.equal(numbers([...(await accreditations.epochOf(sejong, TYPE, index))]));
    }
    expect(await held(accreditations, epochSlot(id, TYPE, 2)), "no third").to.equal(0n);
  });

  it("a list's header, and a word of it", async () => {
    const { statuses, sejong, operator } = await loadFixture(chainOfTwo);
    const [list, index] = [7, 300];
    await statuses.connect(sejong).openList(sejong, list, 1024, operator);
    await statuses.connect(sejong).setStatus(sejong, list, index, 2n);
    const id = sejong.address.toLowerCase();
    const header = members(await held(statuses, listSlot(id, list)), [160, 32, 40]);
    expect(header).to.deep.equal(numbers([...(await statuses.listOf(sejong, list))]));
    const word = await held(statuses, wordSlot(id, list, index));
    expect([299, 300, 301].map((each) => statusIn(word, each))).to.deep.equal([0, 2, 0]);
    expect(await held(statuses, wordSlot(id, list + 1, index)), "another list's").to.equal(0n);
  });
});

describe("No input leads to the slot of another record:", () => {
  const ISSUER = `0x${"11".repeat(20)}`;

  it("a list or an index beyond 32 bits", () => {
    for (const number of [2 ** 32, -1, 1.5, Number.NaN]) {
      expect(() => listSlot(ISSUER, number)).to.throw(RangeError);
      expect(() => wordSlot(ISSUER, number, 0)).to.throw(RangeError);
      expect(() => wordSlot(ISSUER, 0, number)).to.throw(RangeError);
    }
  });

  it("an id that is too short, which padding would turn into another", () => {
    for (const id of ["0x", "0x11", `0x${"11".repeat(31)}`, `0x${"11".repeat(33)}`]) {
      expect(() => keySlot(ISSUER, id)).to.throw(RangeError);
      expect(() => typeSlot(id)).to.throw(RangeError);
    }
    expect(() => identitySlot("0x11")).to.throw(RangeError);
    expect(() => listSlot("0x11", 0)).to.throw(RangeError);
  });

  it("lists, words and issuers have slots of their own", () => {
    const slots = [ISSUER, `0x${"22".repeat(20)}`].flatMap((issuer) =>
      [0, 1, 2 ** 32 - 1].flatMap((list) => [
        listSlot(issuer, list),
        ...[0, 128, 2 ** 32 - 1].map((i) => wordSlot(issuer, list, i)),
      ]),
    );
    expect(new Set(slots).size).to.equal(slots.length);
  });
});
