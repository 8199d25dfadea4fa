import { expect } from "chai";
import { refusedLater } from "../../support/refused.ts";
import { networkHelpers, now, TYPE } from "../../verifier/world.ts";
import { gate, height, LIST } from "./gate.fixture.ts";

describe("Parts of proofs of two blocks", () => {
  it("a status of before its list was opened is none, though a later proof shows the list", async () => {
    const { query, prove, learns, openList } = await gate();
    const before = await height();
    await openList();
    const one = query(7, LIST);
    const issuer = await prove(one, "issuer");
    await refusedLater(learns(one, await prove(one, "status", before), issuer), "facts.proof-other-slot");
    const { records } = await learns(one, await prove(one, "status"), issuer);
    expect(records[0]!.status?.value).to.equal(2);
  });

  it("are as old as the older: of a withdrawal after it nothing is claimed", async () => {
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

  it("a withdrawal that either of them shows is seen: an older proof does not hide what the gate knows, nor the gate what a newer shows", async () => {
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

  it("of another list, or of a list with the same number of another issuer, show nothing of this one", async () => {
    const { world, query, prove, learns, openList } = await gate();
    await openList();
    const one = query(7, LIST);
    const issuer = await prove(one, "issuer");
    for (const other of [query(7), { ...one, issuer: world.stranger.identity }]) {
      await refusedLater(learns(one, await prove(other, "all"), issuer), "facts.proof-other-slot");
    }
  });
});
