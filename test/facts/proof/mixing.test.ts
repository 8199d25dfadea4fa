import { expect } from "chai";
import { refusedLater } from "../../support/refused.ts";
import { networkHelpers, now, TYPE } from "../../verifier/world.ts";
import { gate, height, LIST } from "./gate.fixture.ts";

describe("Parts of proofs from two blocks", () => {
  it("a status from before its list was opened does not count, even if a later proof shows the list", async () => {
    const { query, prove, learns, openList } = await gate();
    const before = await height();
    await openList();
    const one = query(7, LIST);
    const issuer = await prove(one, "issuer");
    await refusedLater(learns(one, await prove(one, "status", before), issuer), "facts.proof-other-slot");
    const { records } = await learns(one, await prove(one, "status"), issuer);
    expect(records[0]!.status?.value).to.equal(2);
  });

  it("are as old as the older block: they say nothing about a later withdrawal", async () => {
    const { world, query, prove, learns } = await gate();
    const one = query(7);
    const issuer = await prove(one, "issuer");
    const then = await now();
    await world.accreditations.connect(world.province.account).withdraw(world.sejong.identity, TYPE);
    await networkHelpers.time.increase(600);
    await networkHelpers.mine();
    const { asOf, records } = await learns(one, await prove(one, "status"), issuer);
    expect(records[0]!.links[0]!.newest.reason).to.equal("none");
    expect(asOf.time).to.equal(then);
    expect(asOf.upTo).to.be.at.least(then + 600);
  });

  it("show a withdrawal that either of them proves", async () => {
    const { world, query, prove, learns } = await gate();
    const { account } = world.sejong;
    await world.statuses.connect(account).setStatus(account, 0, 8, 1);
    const one = query(7);
    const [issuer, whole] = [await prove(one, "issuer"), await prove(one, "all")];
    const then = await now();
    await world.accreditations.connect(world.province.account).withdraw(world.sejong.identity, TYPE);
    const [issuerSince, wholeSince] = [await prove(one, "issuer"), await prove(one, "all")];
    const known = await learns(one, whole, issuerSince);
    expect(known.records[0]!.links[0]!.newest.reason).to.equal("withdrawn");
    expect([known.asOf.time, known.asOf.upTo]).to.deep.equal([then, await now()]);
    const shown = await learns(one, wholeSince, issuer);
    expect(shown.records[0]!.links[0]!.newest.reason).to.equal("withdrawn");
    expect([shown.asOf.time, shown.asOf.upTo]).to.deep.equal([await now(), undefined]);
  });

  it("of another list, or of another issuer's list with the same number, say nothing about this one", async () => {
    const { world, query, prove, learns, openList } = await gate();
    await openList();
    const one = query(7, LIST);
    const issuer = await prove(one, "issuer");
    for (const other of [query(7), { ...one, issuer: world.stranger.identity }]) {
      await refusedLater(learns(one, await prove(other, "all"), issuer), "facts.proof-other-slot");
    }
  });
});
