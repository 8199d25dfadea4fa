import { expect } from "chai";
import { namesHash } from "../../../src/records/names.ts";
import {
  accredit,
  chainOfTwo,
  ethers,
  networkHelpers,
  type Registries,
  registries,
  TYPE,
} from "../support/registries.ts";

const { loadFixture } = networkHelpers;
const [KO, EN] = ["세종특별자치시", "Sejong City"];

const namesOf = async ({ accreditations, sejong }: Registries): Promise<string[]> => {
  const { ko, en } = await accreditations.namesOf(sejong, TYPE);
  return [ethers.toUtf8String(ko), ethers.toUtf8String(en)];
};

describe("Accreditations: the name of an agency", () => {
  it("is set by its accreditor or the type's authority, never by the agency or a stranger", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, ministry, moi, stranger } = all;
    expect(await namesOf(all)).to.deep.equal(["", ""]);
    for (const by of [sejong, stranger]) {
      await expect(accreditations.connect(by).nameAgency(sejong, TYPE, KO, EN))
        .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
        .withArgs(sejong.address, TYPE, by.address);
    }
    await expect(accreditations.connect(ministry).nameAgency(sejong, TYPE, KO, EN))
      .to.emit(accreditations, "AgencyNamed")
      .withArgs(sejong.address, TYPE, 0n, KO, EN);
    expect(await namesOf(all)).to.deep.equal([KO, EN]);
    await accreditations.connect(moi).nameAgency(sejong, TYPE, "", "S");
    expect(await namesOf(all)).to.deep.equal(["", "S"]);
  });

  it("has 1 to 96 bytes, of which one language may have all", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, ministry } = all;
    const by = accreditations.connect(ministry);
    const most = "가".repeat(32);
    await by.nameAgency(sejong, TYPE, most, "");
    await by.nameAgency(sejong, TYPE, "", most);
    await by.nameAgency(sejong, TYPE, most, most);
    expect(await namesOf(all)).to.deep.equal([most, most]);
    for (const [ko, en] of [
      ["", ""],
      [`${most}.`, ""],
      ["x", `${most}.`],
    ] as const) {
      await expect(by.nameAgency(sejong, TYPE, ko, en))
        .to.be.revertedWithCustomError(accreditations, "AccreditationTextLength")
        .withArgs(ko === "" && en === "" ? 0n : 97n, 96n);
    }
  });

  it("belongs to one generation: a withdrawal ends it, and an agency without accreditation cannot be named", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, ministry, moi, busan } = all;
    const by = accreditations.connect(ministry);
    await by.nameAgency(sejong, TYPE, KO, EN);
    await by.suspend(sejong, TYPE);
    expect(await namesOf(all)).to.deep.equal([KO, EN]);
    await by.withdraw(sejong, TYPE);
    expect(await namesOf(all)).to.deep.equal(["", ""]);
    for (const [agency, epochs] of [
      [sejong, 1n],
      [busan, 0n],
    ] as const) {
      await expect(accreditations.connect(moi).nameAgency(agency, TYPE, KO, EN))
        .to.be.revertedWithCustomError(accreditations, "AccreditationUnknown")
        .withArgs(agency.address, TYPE, epochs);
    }
    await accredit(all, sejong, ministry);
    await expect(by.nameAgency(sejong, TYPE, "새 이름", ""))
      .to.emit(accreditations, "AgencyNamed")
      .withArgs(sejong.address, TYPE, 1n, "새 이름", "");
    expect(await namesOf(all)).to.deep.equal(["새 이름", ""]);
  });

  it("has one slot with the hash of both names, which are stored behind it, and longer former names leave nothing behind", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, ministry } = all;
    const at = (key: string, slot: string) => ethers.keccak256(ethers.concat([ethers.zeroPadValue(key, 32), slot]));
    const slot = at(ethers.ZeroHash, at(TYPE, at(sejong.address, ethers.toBeHex(3, 32))));
    const next = ethers.toBeHex(BigInt(slot) + 1n, 32);
    const read = (place: string) => ethers.provider.getStorage(accreditations, place);
    for (const [ko, en] of [
      ["가".repeat(32), EN],
      [KO, "x".repeat(96)],
      ["가", ""],
    ] as const) {
      await accreditations.connect(ministry).nameAgency(sejong, TYPE, ko, en);
      const hash = ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["string", "string"], [ko, en]));
      expect(await read(slot)).to.equal(hash);
      expect(namesHash({ ko: Buffer.from(ko), en: Buffer.from(en) })).to.equal(hash);
    }
    expect(BigInt(await read(next)) & 255n, "twice the length of a short text").to.equal(6n);
    for (const offset of [0n, 1n, 2n]) {
      expect(BigInt(await read(ethers.toBeHex(BigInt(ethers.keccak256(next)) + offset, 32)))).to.equal(0n);
    }
  });
});

describe("Accreditations: the issuer of a certificate", () => {
  const [ANCHOR, OTHER] = [ethers.id("a certificate"), ethers.id("another one")];

  it("is set, for a type, by whoever is above an accredited agency", async () => {
    const { accreditations, sejong, ministry, stranger } = await loadFixture(chainOfTwo);
    for (const by of [sejong, stranger]) {
      await expect(accreditations.connect(by).assignAnchor(sejong, TYPE, ANCHOR))
        .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
        .withArgs(sejong.address, TYPE, by.address);
    }
    await expect(accreditations.connect(ministry).assignAnchor(sejong, TYPE, ANCHOR))
      .to.emit(accreditations, "AnchorAssigned")
      .withArgs(TYPE, ANCHOR, sejong.address);
    expect(await accreditations.issuerOfAnchor(TYPE, ANCHOR)).to.equal(sejong.address);
    expect(await accreditations.issuerOfAnchor(ethers.id("another type"), ANCHOR)).to.equal(ethers.ZeroAddress);
    const inner = ethers.solidityPackedKeccak256(["bytes32", "uint256"], [TYPE, 4n]);
    const slot = ethers.solidityPackedKeccak256(["bytes32", "bytes32"], [ANCHOR, inner]);
    expect(BigInt(await ethers.provider.getStorage(accreditations, slot))).to.equal(BigInt(sejong.address));
  });

  it("cannot be an agency that is not accredited now, in this generation", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, busan, ministry, moi } = all;
    await accreditations.connect(ministry).withdraw(sejong, TYPE);
    for (const [agency, epochs] of [
      [sejong, 1n],
      [busan, 0n],
    ] as const) {
      await expect(accreditations.connect(moi).assignAnchor(agency, TYPE, ANCHOR))
        .to.be.revertedWithCustomError(accreditations, "AccreditationUnknown")
        .withArgs(agency.address, TYPE, epochs);
    }
  });

  it("cannot be changed, even by the authority, before it is released", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, busan, ministry, moi } = all;
    await accredit(all, busan, moi);
    await accreditations.connect(ministry).assignAnchor(sejong, TYPE, ANCHOR);
    const byMoi = accreditations.connect(moi);
    for (const agency of [busan, sejong]) {
      await expect(byMoi.assignAnchor(agency, TYPE, ANCHOR))
        .to.be.revertedWithCustomError(accreditations, "AnchorAssignedAlready")
        .withArgs(TYPE, ANCHOR, sejong.address);
    }
    await expect(byMoi.assignAnchor(busan, TYPE, ethers.ZeroHash))
      .to.be.revertedWithCustomError(accreditations, "AnchorAssignedAlready")
      .withArgs(TYPE, ethers.ZeroHash, ethers.ZeroAddress);
    await expect(byMoi.releaseAnchor(TYPE, ANCHOR))
      .to.emit(accreditations, "AnchorAssigned")
      .withArgs(TYPE, ANCHOR, ethers.ZeroAddress);
    await byMoi.assignAnchor(busan, TYPE, ANCHOR);
    expect(await accreditations.issuerOfAnchor(TYPE, ANCHOR)).to.equal(busan.address);
  });

  it("is released by whoever is above, also after a withdrawal, and only if it was assigned", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, ministry, stranger, busan, moi } = all;
    const by = accreditations.connect(ministry);
    await by.assignAnchor(sejong, TYPE, ANCHOR);
    await accredit(all, busan, moi);
    await accreditations.connect(moi).assignAnchor(busan, TYPE, OTHER);
    await expect(accreditations.connect(stranger).releaseAnchor(TYPE, ANCHOR))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, stranger.address);
    await expect(by.releaseAnchor(TYPE, OTHER)).to.be.revertedWithCustomError(accreditations, "AccreditationForbidden");
    await by.withdraw(sejong, TYPE);
    await by.releaseAnchor(TYPE, ANCHOR);
    await expect(by.releaseAnchor(TYPE, ANCHOR))
      .to.be.revertedWithCustomError(accreditations, "AnchorNotAssigned")
      .withArgs(TYPE, ANCHOR);
  });

  it("cannot be set by a former authority", async () => {
    const all = await loadFixture(registries);
    const { accreditations, types, council, sejong, moi, successor } = all;
    await accredit(all, sejong, moi);
    await types.connect(council).replaceAuthority(TYPE, successor, 0n);
    await expect(accreditations.connect(moi).assignAnchor(sejong, TYPE, ANCHOR)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationForbidden",
    );
    await accreditations.connect(successor).assignAnchor(sejong, TYPE, ANCHOR);
  });
});
