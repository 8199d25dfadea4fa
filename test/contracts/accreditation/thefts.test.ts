import { expect } from "chai";
import {
  accredit,
  accredited,
  NO_END,
  networkHelpers,
  now,
  Reason,
  registries,
  TYPE,
  timeOf,
  wait,
} from "../support/registries.ts";
import { epoch } from "./sejong.fixture.ts";

const { loadFixture } = networkHelpers;

describe("Accreditations: after a stolen authority", () => {
  /**
   * Sejong is accredited. A thief with the authority's key ends that and accredits it again. Then a successor is
   * appointed.
   */
  async function stolen() {
    const all = await registries();
    await accredit(all, all.sejong, all.moi);
    const honest = await now();
    await wait(100n);
    const since = await now();
    await all.accreditations.connect(all.moi).end(all.sejong, TYPE);
    await accredit(all, all.sejong, all.moi, { levels: 3 });
    const begun = await now();
    await wait(100n);
    const until = await timeOf(all.types.connect(all.council).replaceAuthority(TYPE, all.successor, since));
    return { ...all, honest, since, until, begun, bySuccessor: all.accreditations.connect(all.successor) };
  }

  it("its successor annuls what began since the theft, which is then invalid", async () => {
    const all = await loadFixture(stolen);
    const { accreditations, bySuccessor, sejong, begun } = all;
    expect(await accredited(all, sejong, begun)).to.equal(true);
    const annul = bySuccessor.annul(sejong, TYPE, 1n, 0n);
    await expect(annul)
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 1n, await timeOf(annul), Reason.annulled);
    expect(await accredited(all, sejong, begun)).to.equal(false);
    await expect(bySuccessor.annul(sejong, TYPE, 1n, 0n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationReasonSet")
      .withArgs(sejong.address, TYPE, Reason.annulled);
  });

  it("after a new accreditation, what the agency issued before the theft is valid, and what it issued under the thief is not", async () => {
    const all = await loadFixture(stolen);
    await all.bySuccessor.annul(all.sejong, TYPE, 1n, 0n);
    expect(await accredited(all, all.sejong, all.honest)).to.equal(false);
    await accredit(all, all.sejong, all.successor, {}, true);
    expect(await accredited(all, all.sejong, all.honest)).to.equal(true);
    expect(await accredited(all, all.sejong, all.begun)).to.equal(false);
    expect(await accredited(all, all.sejong)).to.equal(true);
  });

  it("nothing from before the theft can be annulled, nor what the successor itself began", async () => {
    const all = await loadFixture(stolen);
    const { accreditations, bySuccessor, sejong, since, until } = all;
    const first = await epoch(all, 0n);
    await expect(bySuccessor.annul(sejong, TYPE, 0n, 0n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotAnnullable")
      .withArgs(sejong.address, TYPE, first.from, since, until);
    await bySuccessor.suspend(sejong, TYPE);
    await bySuccessor.reinstate(sejong, TYPE, NO_END);
    const own = await epoch(all, 2n);
    await expect(bySuccessor.annul(sejong, TYPE, 2n, 0n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotAnnullable")
      .withArgs(sejong.address, TYPE, own.from, since, until);
  });

  it("nothing can be annulled under a term that was not stolen, or that does not exist", async () => {
    const all = await loadFixture(stolen);
    const { accreditations, bySuccessor, sejong } = all;
    const { from } = await epoch(all, 1n);
    for (const [term, until] of [
      [1n, NO_END],
      [2n, 0n],
      [2n ** 255n, 0n],
    ] as const) {
      await expect(bySuccessor.annul(sejong, TYPE, 1n, term))
        .to.be.revertedWithCustomError(accreditations, "AccreditationNotAnnullable")
        .withArgs(sejong.address, TYPE, from, 0n, until);
    }
  });

  it("the successor's successor can still annul it, and the successor no longer can", async () => {
    const all = await loadFixture(stolen);
    const { accreditations, types, successor, busan, sejong, council } = all;
    await types.connect(council).replaceAuthority(TYPE, busan, 0n);
    await expect(accreditations.connect(successor).annul(sejong, TYPE, 1n, 0n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationForbidden")
      .withArgs(sejong.address, TYPE, successor.address);
    await accreditations.connect(busan).annul(sejong, TYPE, 1n, 0n);
  });

  it("what began in the very second of the theft counts as the thief's", async () => {
    const all = await loadFixture(registries);
    const { accreditations, types, council, successor, moi, sejong } = all;
    const since = await timeOf(accredit(all, sejong, moi));
    await wait(100n);
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    await accreditations.connect(successor).annul(sejong, TYPE, 0n, 0n);
    expect(await accredited(all, sejong, since)).to.equal(false);
  });

  it("a thief who hands the type to itself hides nothing from its successor", async () => {
    const all = await loadFixture(registries);
    const { types, accreditations, moi, thief, council, successor, sejong } = all;
    await wait(100n);
    const since = await now();
    await accredit(all, sejong, moi);
    await types.connect(moi).offer(TYPE, thief);
    await types.connect(thief).accept(TYPE);
    await wait(100n);
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    await accreditations.connect(successor).annul(sejong, TYPE, 0n, 1n);
    expect(await accredited(all, sejong)).to.equal(false);
  });

  it("a thief who hands the type to itself and back hides nothing either", async () => {
    const all = await loadFixture(registries);
    const { types, accreditations, moi, thief, council, successor, sejong, busan } = all;
    await wait(100n);
    const since = await now();
    await accredit(all, sejong, moi);
    for (const [from, to] of [
      [moi, thief],
      [thief, moi],
    ] as const) {
      await types.connect(from).offer(TYPE, to);
      await types.connect(to).accept(TYPE);
    }
    await accredit(all, busan, moi);
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    for (const agency of [sejong, busan]) await accreditations.connect(successor).annul(agency, TYPE, 0n, 2n);
    expect([await accredited(all, sejong), await accredited(all, busan)]).to.deep.equal([false, false]);
  });
});

describe("Accreditations: of a type that a thief retired", () => {
  it("agencies issue and are accredited again once its successor takes the retirement back", async () => {
    const all = await loadFixture(registries);
    const { types, accreditations, council, moi, successor, sejong, busan } = all;
    await accredit(all, sejong, moi);
    await wait(100n);
    const since = await now();
    await types.connect(moi).retire(TYPE, since + 1n);
    await wait(100n);
    await types.connect(council).replaceAuthority(TYPE, successor, since);
    const retired = await now();
    expect([await accredited(all, sejong, since), await accredited(all, sejong, retired)]).to.deep.equal([true, false]);
    await expect(accredit(all, busan, successor, {}, true)).to.be.revertedWithCustomError(
      accreditations,
      "AccreditationTypeRetired",
    );
    await types.connect(successor).reopen(TYPE, 0n, 0);
    expect([await accredited(all, sejong, since), await accredited(all, sejong, retired)]).to.deep.equal([true, true]);
    await accredit(all, busan, successor, {}, true);
    expect(await accredited(all, busan)).to.equal(true);
  });
});

describe("Accreditations: a theft that becomes known after an orderly hand-over", () => {
  /**
   * A thief with the authority's key accredits an agency, and offers the type to the announced successor, who accepts.
   */
  async function handedOver() {
    const all = await registries();
    await wait(100n);
    const since = await now();
    await accredit(all, all.sejong, all.moi, { levels: 3 });
    await wait(100n);
    await all.types.connect(all.moi).offer(TYPE, all.successor);
    const until = await timeOf(all.types.connect(all.successor).accept(TYPE));
    await accredit(all, all.busan, all.successor, {}, true);
    return { ...all, since, until, byCouncil: all.types.connect(all.council) };
  }

  it("the council declares it afterwards, and the successor annuls what the thief began, and nothing of its own", async () => {
    const all = await loadFixture(handedOver);
    const { types, accreditations, byCouncil, successor, sejong, busan, since, until } = all;
    const bySuccessor = accreditations.connect(successor);
    const { from } = await epoch(all, 0n);
    await expect(bySuccessor.annul(sejong, TYPE, 0n, 0n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotAnnullable")
      .withArgs(sejong.address, TYPE, from, 0n, until);
    await expect(byCouncil.declareStolen(TYPE, 0n, since))
      .to.emit(types, "TheftDeclared")
      .withArgs(TYPE, 0n, since);
    await expect(bySuccessor.annul(sejong, TYPE, 0n, 0n))
      .to.emit(accreditations, "AccreditationEnded")
      .withArgs(sejong.address, TYPE, 0n, (value: bigint) => value >= until, Reason.annulled);
    expect(await accredited(all, sejong, from)).to.equal(false);
    const own = (await accreditations.epochOf(busan, TYPE, 0n)).from;
    await expect(bySuccessor.annul(busan, TYPE, 0n, 0n))
      .to.be.revertedWithCustomError(accreditations, "AccreditationNotAnnullable")
      .withArgs(busan.address, TYPE, own, since, until);
    expect(await accredited(all, busan)).to.equal(true);
  });

  it("of two thefts in a row each keeps its period, and what an honest authority began in between cannot be annulled", async () => {
    const all = await loadFixture(handedOver);
    const { types, accreditations, byCouncil, successor, relayer, personnel, sejong, busan, since, until } = all;
    await byCouncil.declareStolen(TYPE, 0n, since);
    await wait(100n);
    const again = await now();
    await accredit(all, personnel, successor, {}, true);
    await byCouncil.replaceAuthority(TYPE, relayer, again);
    expect([await types.stolenSince(TYPE, 0n), await types.stolenSince(TYPE, 1n)]).to.deep.equal([since, again]);
    const byRelayer = accreditations.connect(relayer);
    const between = (await accreditations.epochOf(busan, TYPE, 0n)).from;
    for (const [term, from, to] of [
      [0n, since, until],
      [1n, again, await now()],
    ] as const) {
      await expect(byRelayer.annul(busan, TYPE, 0n, term))
        .to.be.revertedWithCustomError(accreditations, "AccreditationNotAnnullable")
        .withArgs(busan.address, TYPE, between, from, to);
    }
    await byRelayer.annul(sejong, TYPE, 0n, 0n);
    await byRelayer.annul(personnel, TYPE, 0n, 1n);
  });

  it("a theft's period begins when the council says, at the earliest at the type's registration, and is public", async () => {
    const all = await loadFixture(handedOver);
    const { types, accreditations, byCouncil, successor, sejong } = all;
    const { registered } = await types.typeOf(TYPE);
    await byCouncil.declareStolen(TYPE, 0n, registered);
    expect(await types.stolenSince(TYPE, 0n)).to.equal(registered);
    await accreditations.connect(successor).annul(sejong, TYPE, 0n, 0n);
  });
});
