import { expect } from "chai";
import {
  ethers,
  handOver,
  NO_END,
  NOBODY,
  networkHelpers,
  nobody,
  now,
  type Registries,
  registries,
  SALT,
  SCHEMA_HASH,
  SCHEMA_URI,
  TYPE,
  timeOf,
  VCT,
  wait,
} from "../support/registries.ts";
import { pack } from "../support/storage.ts";

const { loadFixture } = networkHelpers;
const AuthorityReason = { none: 0n, ended: 1n, stolen: 2n } as const;
const LICENCE = "https://credentials.go.kr/driving-licence/1";
const MDL = "org.iso.18013.5.1.mDL";

const term = async ({ types }: Registries, index: bigint) => [...(await types.authorityEpoch(TYPE, index))];

describe("CredentialTypes: registering", () => {
  it("the council registers a type; its id is keccak256 of its vct, and its first authority's term begins now", async () => {
    const { types, council, moi } = await loadFixture(registries);
    const id = ethers.id(LICENCE);
    const register = types.connect(council).register(LICENCE, moi, SCHEMA_HASH, SCHEMA_URI, MDL, 1);
    await expect(register)
      .to.emit(types, "TypeRegistered")
      .withArgs(id, moi.address, LICENCE, MDL, SCHEMA_HASH, SCHEMA_URI, 1n);
    const time = await timeOf(register);
    expect([...(await types.typeOf(id))]).to.deep.equal([moi.address, time, 0n, 1n, 1n]);
    expect([...(await types.authorityEpoch(id, 0n))]).to.deep.equal([moi.address, time, NO_END, AuthorityReason.none]);
    expect(await types.authorityOf(id)).to.equal(moi.address);
    expect(await types.schemaHashOf(id)).to.equal(SCHEMA_HASH);
    expect(await types.typeOfDoctype(ethers.id(MDL))).to.equal(id);
  });

  it("only the council registers", async () => {
    const { types, council, moi } = await loadFixture(registries);
    await expect(types.connect(moi).register(LICENCE, moi, SCHEMA_HASH, SCHEMA_URI, "", 0))
      .to.be.revertedWithCustomError(types, "GovernedNotCouncil")
      .withArgs(moi.address, council.address);
  });

  it("its flags are one byte of three bits, which never change", async () => {
    const { types, council, moi } = await loadFixture(registries);
    for (let flags = 0; flags < 8; flags++) {
      const vct = `urn:${flags}`;
      await types.connect(council).register(vct, moi, SCHEMA_HASH, "", "", flags);
      expect((await types.typeOf(ethers.id(vct))).flags).to.equal(BigInt(flags));
    }
    for (const flags of [8, 16, 255]) {
      await expect(types.connect(council).register(LICENCE, moi, SCHEMA_HASH, "", "", flags))
        .to.be.revertedWithCustomError(types, "TypeFlagsUnknown")
        .withArgs(flags);
    }
  });

  it("a type is registered once", async () => {
    const { types, council, successor } = await loadFixture(registries);
    await expect(types.connect(council).register(VCT, successor, SCHEMA_HASH, "", "", 1))
      .to.be.revertedWithCustomError(types, "TypeKnown")
      .withArgs(TYPE);
  });

  it("a doctype belongs to one type", async () => {
    const { types, council, moi } = await loadFixture(registries);
    await types.connect(council).register(LICENCE, moi, SCHEMA_HASH, "", MDL, 0);
    await expect(types.connect(council).register(`${LICENCE}/2`, moi, SCHEMA_HASH, "", MDL, 0))
      .to.be.revertedWithCustomError(types, "TypeKnown")
      .withArgs(ethers.id(LICENCE));
  });

  it("texts are limited in length, and a vct is not empty", async () => {
    const { types, council, moi } = await loadFixture(registries);
    const [most, long] = ["x".repeat(256), "x".repeat(257)];
    const by = types.connect(council);
    await by.register(most, moi, SCHEMA_HASH, most, most, 0);
    for (const texts of [
      ["", "", ""],
      [long, "", ""],
      ["a", long, ""],
      ["a", "", long],
    ] as const) {
      await expect(by.register(texts[0], moi, SCHEMA_HASH, texts[1], texts[2], 0))
        .to.be.revertedWithCustomError(types, "TypeTextLength")
        .withArgs(texts[0] === "" ? 0n : 257n, 256n);
    }
  });

  it("neither the zero address nor a deactivated DID becomes the authority", async () => {
    const { types, dids, council, thief } = await loadFixture(registries);
    await dids.connect(thief).deactivate(thief);
    for (const authority of [NOBODY, thief.address]) {
      await expect(types.connect(council).register(LICENCE, authority, SCHEMA_HASH, "", "", 0))
        .to.be.revertedWithCustomError(types, "TypeBadAuthority")
        .withArgs(ethers.id(LICENCE), authority);
    }
  });

  it("the zero address does not become the authority, whatever the DID registry says of its controller", async () => {
    const { council, moi, stranger } = await loadFixture(registries);
    const dids = await ethers.deployContract("ControllersDouble");
    await dids.setController(NOBODY, stranger);
    const types = await ethers.deployContract("CredentialTypes", [dids, council, SALT]);
    await types.connect(council).register(VCT, moi, SCHEMA_HASH, "", "", 0);
    await expect(types.connect(council).replaceAuthority(TYPE, NOBODY, 0n))
      .to.be.revertedWithCustomError(types, "TypeBadAuthority")
      .withArgs(TYPE, NOBODY);
  });

  it("the record is returned in the one word that is stored", async () => {
    const { types, council, moi } = await loadFixture(registries);
    const id = ethers.id(LICENCE);
    await types.connect(council).register(LICENCE, moi, SCHEMA_HASH, "", "", 5);
    await types.connect(moi).retire(id, (await now()) + 9n);
    const { authority, registered, retired } = await types.typeOf(id);
    const word = pack([authority, 160n], [registered, 40n], [retired, 40n], [1n, 8n], [5n, 8n]);
    expect(await types.typeWord(id)).to.equal(word);
  });

  it("an unregistered type, and a term that has not begun, are all zeros", async () => {
    const { types } = await loadFixture(registries);
    const id = ethers.id("unknown");
    expect([...(await types.typeOf(id))]).to.deep.equal([NOBODY, 0n, 0n, 0n, 0n]);
    expect(await types.typeWord(id)).to.equal(0n);
    expect(await types.authorityOf(id)).to.equal(NOBODY);
    for (const [type, index] of [
      [id, 0n],
      [TYPE, 1n],
    ] as const) {
      expect([...(await types.authorityEpoch(type, index))]).to.deep.equal([NOBODY, 0n, 0n, 0n]);
    }
  });
});

describe("CredentialTypes: what the authority maintains", () => {
  it("it publishes another schema", async () => {
    const { types, moi } = await loadFixture(registries);
    const hash = ethers.id("schema 2");
    await expect(types.connect(moi).setSchema(TYPE, hash, "https://a.go.kr/2"))
      .to.emit(types, "SchemaChanged")
      .withArgs(TYPE, hash, "https://a.go.kr/2");
    expect(await types.schemaHashOf(TYPE)).to.equal(hash);
    await expect(types.connect(moi).setSchema(TYPE, hash, "x".repeat(257)))
      .to.be.revertedWithCustomError(types, "TypeTextLength")
      .withArgs(257n, 256n);
  });

  it("it sets a future retirement, which may be moved earlier, but not later or into the past", async () => {
    const { types, moi } = await loadFixture(registries);
    const by = types.connect(moi);
    const time = await now();
    await expect(by.retire(TYPE, time + 1000n))
      .to.emit(types, "TypeRetired")
      .withArgs(TYPE, time + 1000n);
    for (const later of [time + 1000n, time + 1001n]) {
      await expect(by.retire(TYPE, later))
        .to.be.revertedWithCustomError(types, "TypeRetiredAlready")
        .withArgs(TYPE, time + 1000n);
    }
    await by.retire(TYPE, time + 500n);
    expect((await types.typeOf(TYPE)).retired).to.equal(time + 500n);
    await networkHelpers.time.setNextBlockTimestamp(time + 400n);
    await expect(by.retire(TYPE, time + 399n))
      .to.be.revertedWithCustomError(types, "TypeRetirementInPast")
      .withArgs(time + 399n, time + 400n);
    await wait(1000n);
    await expect(by.retire(TYPE, (await now()) + 10n)).to.be.revertedWithCustomError(types, "TypeRetiredAlready");
  });

  it("nobody else can do this, and nothing can be done to an unknown type", async () => {
    const { types, council, moi, stranger, successor } = await loadFixture(registries);
    const time = await now();
    for (const by of [stranger, council]) {
      const refused = [TYPE, by.address, moi.address];
      const as = types.connect(by);
      const calls = [
        () => as.setSchema(TYPE, SCHEMA_HASH, ""),
        () => as.retire(TYPE, time + 9n),
        () => as.reopen(TYPE, 0n, 0),
        () => as.offer(TYPE, successor),
      ];
      for (const call of calls) {
        await expect(call())
          .to.be.revertedWithCustomError(types, "TypeNotAuthority")
          .withArgs(...refused);
      }
    }
    const unknown = ethers.id("unknown");
    const as = types.connect(moi);
    const calls = [
      () => as.setSchema(unknown, SCHEMA_HASH, ""),
      () => as.retire(unknown, time + 9n),
      () => as.reopen(unknown, 0n, 0),
      () => as.accept(unknown),
    ];
    for (const call of calls) {
      await expect(call()).to.be.revertedWithCustomError(types, "TypeUnknown").withArgs(unknown);
    }
  });
});

describe("CredentialTypes: handing over", () => {
  it("takes two steps: the authority offers, the successor accepts; one term ends and the next begins in the same second", async () => {
    const all = await loadFixture(registries);
    const { types, moi, successor } = all;
    const began = (await types.typeOf(TYPE)).registered;
    await expect(types.connect(moi).offer(TYPE, successor))
      .to.emit(types, "AuthorityOffered")
      .withArgs(TYPE, moi.address, successor.address);
    expect(await types.successorOf(TYPE)).to.equal(successor.address);
    expect(await types.authorityOf(TYPE)).to.equal(moi.address);
    const accept = types.connect(successor).accept(TYPE);
    await expect(accept)
      .to.emit(types, "AuthorityChanged")
      .withArgs(TYPE, moi.address, successor.address, AuthorityReason.ended, 0n);
    const time = await timeOf(accept);
    expect(await term(all, 0n)).to.deep.equal([moi.address, began, time, AuthorityReason.ended]);
    expect(await term(all, 1n)).to.deep.equal([successor.address, time, NO_END, AuthorityReason.none]);
    expect(await types.authorityOf(TYPE)).to.equal(successor.address);
    expect([await types.successorOf(TYPE), await types.stolenSince(TYPE, 0n)]).to.deep.equal([NOBODY, 0n]);
  });

  it("only the DID to which it was offered accepts, and only while the offer is open", async () => {
    const { types, moi, successor, stranger } = await loadFixture(registries);
    const refused = (by: string, offered: string) => [TYPE, by, offered];
    await types.connect(moi).offer(TYPE, successor);
    await expect(types.connect(stranger).accept(TYPE))
      .to.be.revertedWithCustomError(types, "TypeNotOfferedTo")
      .withArgs(...refused(stranger.address, successor.address));
    await expect(types.connect(moi).offer(TYPE, NOBODY))
      .to.emit(types, "AuthorityOffered")
      .withArgs(TYPE, moi.address, NOBODY);
    await expect(types.connect(successor).accept(TYPE))
      .to.be.revertedWithCustomError(types, "TypeNotOfferedTo")
      .withArgs(...refused(successor.address, NOBODY));
  });

  it("emits nothing when the same offer is made again", async () => {
    const { types, moi, successor } = await loadFixture(registries);
    await types.connect(moi).offer(TYPE, successor);
    await expect(types.connect(moi).offer(TYPE, successor)).not.to.emit(types, "AuthorityOffered");
  });

  it("the type cannot be offered to its authority, nor to a deactivated DID, which cannot accept either", async () => {
    const { types, dids, moi, successor, thief } = await loadFixture(registries);
    await dids.connect(thief).deactivate(thief);
    for (const wrong of [moi.address, thief.address]) {
      await expect(types.connect(moi).offer(TYPE, wrong))
        .to.be.revertedWithCustomError(types, "TypeBadAuthority")
        .withArgs(TYPE, wrong);
    }
    await types.connect(moi).offer(TYPE, successor);
    await dids.connect(successor).deactivate(successor);
    await expect(types.connect(successor).accept(TYPE)).to.be.revertedWithCustomError(types, "TypeNotOfferedTo");
  });

  it("the council appoints another authority at once, and an open offer ends with the authority who made it", async () => {
    const all = await loadFixture(registries);
    const { types, council, moi, successor, thief } = all;
    await types.connect(moi).offer(TYPE, thief);
    await expect(types.connect(council).replaceAuthority(TYPE, successor, 0n))
      .to.emit(types, "AuthorityChanged")
      .withArgs(TYPE, moi.address, successor.address, AuthorityReason.ended, 0n);
    await expect(types.connect(thief).accept(TYPE))
      .to.be.revertedWithCustomError(types, "TypeNotOfferedTo")
      .withArgs(TYPE, thief.address, NOBODY);
    expect((await term(all, 0n))[3]).to.equal(AuthorityReason.ended);
  });

  it("the council declares since when a thief acted: not before the type's registration, not in the future", async () => {
    const all = await loadFixture(registries);
    const { types, council, moi, successor } = all;
    const by = types.connect(council);
    const began = (await types.typeOf(TYPE)).registered;
    const time = (await now()) + 100n;
    for (const since of [began - 1n, time + 1n]) {
      await networkHelpers.time.setNextBlockTimestamp(time);
      await expect(by.replaceAuthority.staticCall(TYPE, successor, since, { blockTag: "pending" }))
        .to.be.revertedWithCustomError(types, "TypeSinceOutOfRange")
        .withArgs(since, began, time);
    }
    await expect(by.replaceAuthority(TYPE, successor, began))
      .to.emit(types, "AuthorityChanged")
      .withArgs(TYPE, moi.address, successor.address, AuthorityReason.stolen, began);
    expect(await types.stolenSince(TYPE, 0n)).to.equal(began);
    expect((await term(all, 0n))[3]).to.equal(AuthorityReason.stolen);
  });

  it("the council declares a term stolen afterwards: one that has ended, since the type's registration at the earliest", async () => {
    const all = await loadFixture(registries);
    const { types, council, moi } = all;
    const by = types.connect(council);
    const began = (await types.typeOf(TYPE)).registered;
    await wait(100n);
    const ended = await handOver(all);
    await expect(types.connect(moi).declareStolen(TYPE, 0n, began))
      .to.be.revertedWithCustomError(types, "GovernedNotCouncil")
      .withArgs(moi.address, council.address);
    await expect(by.declareStolen(ethers.id("unknown"), 0n, began))
      .to.be.revertedWithCustomError(types, "TypeUnknown")
      .withArgs(ethers.id("unknown"));
    for (const term of [1n, 2n, 2n ** 256n - 1n]) {
      await expect(by.declareStolen(TYPE, term, began))
        .to.be.revertedWithCustomError(types, "TypeTermNotEnded")
        .withArgs(TYPE, term);
    }
    for (const since of [0n, began - 1n, ended + 1n]) {
      await expect(by.declareStolen(TYPE, 0n, since))
        .to.be.revertedWithCustomError(types, "TypeSinceOutOfRange")
        .withArgs(since, began, ended);
    }
    await expect(by.declareStolen(TYPE, 0n, ended))
      .to.emit(types, "TheftDeclared")
      .withArgs(TYPE, 0n, ended);
    expect(await types.stolenSince(TYPE, 0n)).to.equal(ended);
    expect(await term(all, 0n)).to.deep.equal([moi.address, began, ended, AuthorityReason.stolen]);
  });

  it("a declared theft can only be moved earlier, and never be removed", async () => {
    const all = await loadFixture(registries);
    const { types, council, successor, busan } = all;
    const by = types.connect(council);
    const began = (await types.typeOf(TYPE)).registered;
    await wait(100n);
    const since = await now();
    await by.replaceAuthority(TYPE, successor, since);
    for (const later of [since, since + 1n]) {
      await expect(by.declareStolen(TYPE, 0n, later))
        .to.be.revertedWithCustomError(types, "TypeSinceOutOfRange")
        .withArgs(later, began, since - 1n);
    }
    await by.declareStolen(TYPE, 0n, since - 1n);
    expect(await types.stolenSince(TYPE, 0n)).to.equal(since - 1n);
    await types.connect(successor).offer(TYPE, busan);
    await types.connect(busan).accept(TYPE);
    await by.replaceAuthority(TYPE, successor, 0n);
    expect(await types.stolenSince(TYPE, 0n)).to.equal(since - 1n);
    expect((await term(all, 0n))[3]).to.equal(AuthorityReason.stolen);
  });

  it("only the council does it, for a known type, and to another DID", async () => {
    const { types, council, moi, successor } = await loadFixture(registries);
    await expect(types.connect(moi).replaceAuthority(TYPE, successor, 0n))
      .to.be.revertedWithCustomError(types, "GovernedNotCouncil")
      .withArgs(moi.address, council.address);
    await expect(types.connect(council).replaceAuthority(ethers.id("unknown"), successor, 0n))
      .to.be.revertedWithCustomError(types, "TypeUnknown")
      .withArgs(ethers.id("unknown"));
    for (const wrong of [NOBODY, moi.address]) {
      await expect(types.connect(council).replaceAuthority(TYPE, wrong, 0n))
        .to.be.revertedWithCustomError(types, "TypeBadAuthority")
        .withArgs(TYPE, wrong);
    }
  });

  it("after the hand-over the former authority can no longer act, and the ended term never changes again", async () => {
    const all = await loadFixture(registries);
    const { types, council, moi, successor } = all;
    await handOver(all);
    const ended = await term(all, 0n);
    await expect(types.connect(moi).setSchema(TYPE, SCHEMA_HASH, ""))
      .to.be.revertedWithCustomError(types, "TypeNotAuthority")
      .withArgs(TYPE, moi.address, successor.address);
    await types.connect(council).replaceAuthority(TYPE, moi, await now());
    expect(await term(all, 0n)).to.deep.equal(ended);
    expect((await types.typeOf(TYPE)).epochs).to.equal(3n);
  });
});

describe("CredentialTypes: adversaries", () => {
  it("the zero address is no authority, not even of a type whose authority is deactivated, or of an unknown type", async () => {
    const { types, dids, moi, successor } = await loadFixture(registries);
    const zero = await nobody();
    await types.connect(moi).offer(TYPE, successor);
    await dids.connect(moi).deactivate(moi);
    await dids.connect(successor).deactivate(successor);
    const as = types.connect(zero);
    const time = (await now()) + 100n;
    const calls = [
      () => as.setSchema(TYPE, SCHEMA_HASH, ""),
      () => as.retire(TYPE, time),
      () => as.reopen(TYPE, 0n, 0),
      () => as.offer(TYPE, NOBODY),
    ];
    for (const call of calls) {
      await expect(call()).to.be.revertedWithCustomError(types, "TypeNotAuthority").withArgs(TYPE, NOBODY, moi.address);
    }
    await expect(as.accept(TYPE))
      .to.be.revertedWithCustomError(types, "TypeNotOfferedTo")
      .withArgs(TYPE, NOBODY, successor.address);
    await expect(as.setSchema(ethers.id("?"), SCHEMA_HASH, "")).to.be.revertedWithCustomError(types, "TypeUnknown");
    await expect(as.register("?", NOBODY, SCHEMA_HASH, "", "", 0)).to.be.revertedWithCustomError(
      types,
      "GovernedNotCouncil",
    );
  });

  it("a deactivated authority can no longer act; the council can still appoint another", async () => {
    const { types, dids, council, moi, successor } = await loadFixture(registries);
    await dids.connect(moi).deactivate(moi);
    await expect(types.connect(moi).setSchema(TYPE, SCHEMA_HASH, ""))
      .to.be.revertedWithCustomError(types, "TypeNotAuthority")
      .withArgs(TYPE, moi.address, moi.address);
    await types.connect(council).replaceAuthority(TYPE, successor, 0n);
    await types.connect(successor).setSchema(TYPE, SCHEMA_HASH, "");
  });

  it("whoever controls the authority's DID acts for it from the change on, and its former controller no longer does", async () => {
    const { types, dids, moi, relayer } = await loadFixture(registries);
    await dids.connect(moi).changeOwner(moi, relayer);
    await types.connect(relayer).setSchema(TYPE, SCHEMA_HASH, "");
    await expect(types.connect(moi).setSchema(TYPE, SCHEMA_HASH, "")).to.be.revertedWithCustomError(
      types,
      "TypeNotAuthority",
    );
  });

  it("a thief who hands the type to itself cannot change the date from which its actions are annulled", async () => {
    const { types, council, moi, thief, successor } = await loadFixture(registries);
    await wait(100n);
    const since = await now();
    await types.connect(moi).offer(TYPE, thief);
    await types.connect(thief).accept(TYPE);
    await wait(100n);
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    expect(await types.stolenSince(TYPE, 1n)).to.equal(since);
  });

  it("two DIDs that hand a type back and forth cannot use up the terms that the council needs", async () => {
    const { types, council, moi, thief, successor } = await loadFixture(registries);
    let [holder, other] = [moi, thief];
    for (let terms = 1; terms < 200; terms++) {
      await types.connect(holder).offer(TYPE, other);
      await types.connect(other).accept(TYPE);
      [holder, other] = [other, holder];
    }
    await types.connect(holder).offer(TYPE, other);
    await expect(types.connect(other).accept(TYPE))
      .to.be.revertedWithCustomError(types, "TypeTooManyEpochs")
      .withArgs(TYPE);
    await types.connect(council).replaceAuthority(TYPE, successor, 0n);
    for (let terms = 201; terms < 255; terms++) {
      await types.connect(council).replaceAuthority(TYPE, terms % 2 ? moi : successor, 0n);
    }
    expect((await types.typeOf(TYPE)).epochs).to.equal(255n);
    await expect(types.connect(council).replaceAuthority(TYPE, thief, 0n))
      .to.be.revertedWithCustomError(types, "TypeTooManyEpochs")
      .withArgs(TYPE);
  });

  it("ids never collide: one text cannot be read as two", async () => {
    const { types, council, moi } = await loadFixture(registries);
    await types.connect(council).register("ab", moi, SCHEMA_HASH, "c", "d", 0);
    await types.connect(council).register("a", moi, SCHEMA_HASH, "bc", "cd", 0);
    expect(await types.typeOfDoctype(ethers.id("d"))).to.equal(ethers.id("ab"));
    expect(await types.typeOfDoctype(ethers.id("cd"))).to.equal(ethers.id("a"));
  });
});

describe("CredentialTypes: a deployment", () => {
  it("is identified by its chain and its immutable salt, council and DID registry", async () => {
    const { types, dids, council } = await loadFixture(registries);
    const salt = ethers.id("registry tests");
    expect([await types.CHAIN_ID(), await types.SALT()]).to.deep.equal([31337n, salt]);
    expect([await types.COUNCIL(), await types.DIDS()]).to.deep.equal([council.address, await dids.getAddress()]);
  });

  it("refuses a registry of DIDs without code, and nobody as the council", async () => {
    const { types, dids, council, stranger } = await loadFixture(registries);
    await expect(ethers.deployContract("CredentialTypes", [stranger, council, SALT]))
      .to.be.revertedWithCustomError(types, "GovernedNoCode")
      .withArgs(stranger);
    await expect(ethers.deployContract("CredentialTypes", [dids, NOBODY, SALT], stranger))
      .to.be.revertedWithCustomError(types, "GovernedNotCouncil")
      .withArgs(stranger, NOBODY);
  });
});
