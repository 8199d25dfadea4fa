import { expect } from "chai";
import {
  ethers,
  handOver,
  NO_END,
  networkHelpers,
  now,
  registries,
  SCHEMA_HASH,
  SCHEMA_URI,
  TYPE,
  timeOf,
  wait,
} from "../support/registries.ts";

const { loadFixture } = networkHelpers;
const LICENCE = "https://credentials.go.kr/driving-licence/1";
const MDL = "org.iso.18013.5.1.mDL";

describe("CredentialTypes: a retirement that a thief decided", () => {
  /** A thief with the authority's key retires the type of a doctype. Then the council appoints a successor. */
  async function retiredByThief() {
    const all = await registries();
    const { types, council, moi, successor } = all;
    const id = ethers.id(LICENCE);
    await types.connect(council).register(LICENCE, moi, SCHEMA_HASH, SCHEMA_URI, MDL, 0);
    await wait(100n);
    const since = await now();
    await wait(100n);
    const decided = await timeOf(types.connect(moi).retire(id, since + 1_000n));
    await wait(100n);
    const until = await timeOf(types.connect(council).replaceAuthority(id, successor, since));
    return { ...all, id, since, decided, until, bySuccessor: types.connect(successor) };
  }

  it("the successor takes it back: the type counts as never retired, and its doctype is in use again", async () => {
    const { types, bySuccessor, id, since, decided } = await loadFixture(retiredByThief);
    const before = await types.typeOf(id);
    expect([before.retired, await types.retirementDecidedAt(id)]).to.deep.equal([since + 1_000n, decided]);
    await wait(2_000n);
    await expect(bySuccessor.reopen(id, 0n, 0))
      .to.emit(types, "TypeReopened")
      .withArgs(id, 0n, 0);
    const { authority, registered, epochs, flags } = before;
    expect([...(await types.typeOf(id))]).to.deep.equal([authority, registered, 0n, epochs, flags]);
    expect(await types.retirementDecidedAt(id)).to.equal(0n);
    expect(await types.typeOfDoctype(ethers.id(MDL))).to.equal(id);
  });

  it("the successor replaces it by an honest date that the thief had moved earlier, also in the past", async () => {
    const all = await loadFixture(registries);
    const { types, council, moi, successor } = all;
    await wait(100n);
    const honest = (await now()) + 1_000n;
    await types.connect(moi).retire(TYPE, honest);
    await wait(100n);
    const since = await now();
    await types.connect(moi).retire(TYPE, honest - 500n); // by the thief
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    await wait(2_000n);
    const decided = await timeOf(types.connect(successor).reopen(TYPE, 0n, honest));
    expect([(await types.typeOf(TYPE)).retired, await types.retirementDecidedAt(TYPE)]).to.deep.equal([
      honest,
      decided,
    ]);
    // It is the successor's own decision now, and final.
    await expect(types.connect(successor).reopen(TYPE, 0n, 0))
      .to.be.revertedWithCustomError(types, "TypeNotReopenable")
      .withArgs(TYPE, decided, since, (await types.authorityEpoch(TYPE, 0n)).until);
  });

  it("the successor keeps the thief's date as its own decision, so that no later thief takes it back", async () => {
    const { types, bySuccessor, id, since } = await loadFixture(retiredByThief);
    await wait(2_000n);
    const call = bySuccessor.reopen(id, 0n, since + 1_000n);
    await expect(call)
      .to.emit(types, "TypeReopened")
      .withArgs(id, 0n, since + 1_000n);
    expect((await types.typeOf(id)).retired).to.equal(since + 1_000n);
    await expect(bySuccessor.reopen(id, 0n, 0)).to.be.revertedWithCustomError(types, "TypeNotReopenable");
  });

  it("the successor does not move it earlier this way", async () => {
    const { types, bySuccessor, id, since } = await loadFixture(retiredByThief);
    await expect(bySuccessor.reopen(id, 0n, since + 999n))
      .to.be.revertedWithCustomError(types, "TypeRetirementEarlier")
      .withArgs(id, since + 999n, since + 1_000n);
  });

  it("only the type's present authority takes it back: not the thief, not the council", async () => {
    const { types, id, moi, council, successor, stranger, busan } = await loadFixture(retiredByThief);
    for (const by of [moi, council, stranger]) {
      await expect(types.connect(by).reopen(id, 0n, 0))
        .to.be.revertedWithCustomError(types, "TypeNotAuthority")
        .withArgs(id, by.address, successor.address);
    }
    await types.connect(council).replaceAuthority(id, busan, 0n);
    await expect(types.connect(successor).reopen(id, 0n, 0)).to.be.revertedWithCustomError(types, "TypeNotAuthority");
    await types.connect(busan).reopen(id, 0n, 0);
  });

  it("a type that is not retired cannot be reopened, nor one that was reopened already", async () => {
    const { types, bySuccessor, id } = await loadFixture(retiredByThief);
    await bySuccessor.reopen(id, 0n, 0);
    await expect(bySuccessor.reopen(id, 0n, 0))
      .to.be.revertedWithCustomError(types, "TypeNotRetired")
      .withArgs(id);
  });

  it("decided in the first second of the theft it is the thief's, decided a second earlier it is final", async () => {
    for (const late of [1n, 0n]) {
      const all = await loadFixture(registries);
      const { types, council, moi, successor } = all;
      await wait(100n);
      const decided = await timeOf(types.connect(moi).retire(TYPE, (await now()) + 100n));
      const until = await handOver(all);
      await types.connect(council).declareStolen(TYPE, 0n, decided + late);
      const reopen = types.connect(successor).reopen(TYPE, 0n, 0);
      if (late === 0n) await expect(reopen).to.emit(types, "TypeReopened");
      else {
        await expect(reopen)
          .to.be.revertedWithCustomError(types, "TypeNotReopenable")
          .withArgs(TYPE, decided, decided + late, until);
      }
    }
  });

  it("decided a second after the theft it is final (the theft's last second: test/contracts/adversarial/same-second.test.ts)", async () => {
    const { types, council, moi, successor } = await loadFixture(registries);
    await wait(100n);
    const since = await now();
    await types.connect(moi).retire(TYPE, since + 100n);
    const until = await timeOf(types.connect(council).replaceAuthority(TYPE, successor, since));
    const decided = await timeOf(types.connect(successor).retire(TYPE, since + 50n));
    expect(decided).to.equal(until + 1n);
    await expect(types.connect(successor).reopen(TYPE, 0n, 0))
      .to.be.revertedWithCustomError(types, "TypeNotReopenable")
      .withArgs(TYPE, decided, since, until);
  });

  it("it cannot be taken back under a term that was not stolen, or that does not exist", async () => {
    const { types, bySuccessor, id, decided } = await loadFixture(retiredByThief);
    for (const [term, until] of [
      [1n, NO_END],
      [2n, 0n],
      [2n ** 256n - 1n, 0n],
    ] as const) {
      await expect(bySuccessor.reopen(id, term, 0))
        .to.be.revertedWithCustomError(types, "TypeNotReopenable")
        .withArgs(id, decided, 0n, until);
    }
  });

  it("after an orderly hand-over by the thief, it is final until the council declares the theft", async () => {
    const all = await loadFixture(registries);
    const { types, council, moi, successor } = all;
    await wait(100n);
    const since = await now();
    const decided = await timeOf(types.connect(moi).retire(TYPE, since + 100n));
    const until = await handOver(all);
    const bySuccessor = types.connect(successor);
    await expect(bySuccessor.reopen(TYPE, 0n, 0))
      .to.be.revertedWithCustomError(types, "TypeNotReopenable")
      .withArgs(TYPE, decided, 0n, until);
    await types.connect(council).declareStolen(TYPE, 0n, since);
    await bySuccessor.reopen(TYPE, 0n, 0);
    expect((await types.typeOf(TYPE)).retired).to.equal(0n);
  });

  it("a thief cannot take back an honest retirement, not even by handing the type to itself", async () => {
    const { types, moi, thief } = await loadFixture(registries);
    await types.connect(moi).retire(TYPE, (await now()) + 10n);
    const decided = await types.retirementDecidedAt(TYPE);
    await expect(types.connect(moi).reopen(TYPE, 0n, 0))
      .to.be.revertedWithCustomError(types, "TypeNotReopenable")
      .withArgs(TYPE, decided, 0n, NO_END);
    await types.connect(moi).offer(TYPE, thief);
    await types.connect(thief).accept(TYPE);
    for (const term of [0n, 1n, 2n]) {
      await expect(types.connect(thief).reopen(TYPE, term, 0)).to.be.revertedWithCustomError(
        types,
        "TypeNotReopenable",
      );
    }
  });

  it("an honest retirement that a thief moves to an earlier time becomes the thief's; the successor decides it again", async () => {
    const { types, council, moi, successor } = await loadFixture(registries);
    const honest = (await now()) + 10_000n;
    await types.connect(moi).retire(TYPE, honest);
    await wait(100n);
    const since = await now();
    await types.connect(moi).retire(TYPE, since + 50n);
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    await types.connect(successor).reopen(TYPE, 0n, 0);
    await types.connect(successor).retire(TYPE, honest);
    expect((await types.typeOf(TYPE)).retired).to.equal(honest);
  });

  it("what the successor decides itself is final: after it took the thief's back, or moved it to an earlier time", async () => {
    for (const takesBack of [true, false]) {
      const { types, bySuccessor, id, since, until } = await loadFixture(retiredByThief);
      if (takesBack) await bySuccessor.reopen(id, 0n, 0);
      const retired = takesBack ? since + 9_000n : since + 900n;
      const decided = await timeOf(bySuccessor.retire(id, retired));
      expect([(await types.typeOf(id)).retired, await types.retirementDecidedAt(id)]).to.deep.equal([retired, decided]);
      await expect(bySuccessor.reopen(id, 0n, 0))
        .to.be.revertedWithCustomError(types, "TypeNotReopenable")
        .withArgs(id, decided, since, until);
    }
  });

  it("of two thefts each has its own period: what an honest authority decided in between is final", async () => {
    const { types, council, id, bySuccessor, since, until, busan } = await loadFixture(retiredByThief);
    await bySuccessor.reopen(id, 0n, 0);
    const decided = await timeOf(bySuccessor.retire(id, since + 9_000n));
    await wait(100n);
    const again = await now();
    const ended = await timeOf(types.connect(council).replaceAuthority(id, busan, again));
    for (const [term, from, to] of [
      [0n, since, until],
      [1n, again, ended],
    ] as const) {
      await expect(types.connect(busan).reopen(id, term, 0))
        .to.be.revertedWithCustomError(types, "TypeNotReopenable")
        .withArgs(id, decided, from, to);
    }
  });

  it("one type's thefts and retirements are not another's", async () => {
    const { types, id, moi, council, successor } = await loadFixture(retiredByThief);
    await types.connect(moi).retire(TYPE, (await now()) + 10n);
    await types.connect(council).replaceAuthority(TYPE, successor, 0n);
    await expect(types.connect(successor).reopen(TYPE, 0n, 0)).to.be.revertedWithCustomError(
      types,
      "TypeNotReopenable",
    );
    const { retired } = await types.typeOf(TYPE);
    await types.connect(successor).reopen(id, 0n, 0);
    expect((await types.typeOf(TYPE)).retired).to.equal(retired);
    expect(await types.retirementDecidedAt(TYPE)).not.to.equal(0n);
  });
});
