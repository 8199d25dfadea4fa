import { expect } from "chai";
import { isDidimError } from "../../../src/errors/error.ts";
import type { TrustRecords } from "../../../src/facts/facts.ts";
import { accreditationSlot, epochSlot } from "../../../src/storage/accreditations.ts";
import { keySlot } from "../../../src/storage/did-registry.ts";
import { nextSlot } from "../../../src/storage/slots.ts";
import { wordSlot } from "../../../src/storage/status-lists.ts";
import { refusedLater } from "../../support/refused.ts";
import { accredit, ethers, networkHelpers, now, TYPE, type World } from "../../verifier/world.ts";
import { key, NO_END } from "../replica/chain.fixture.ts";
import { gate, height, LIST } from "./gate.fixture.ts";

/** Events in the life of one of Sejong's credentials, and where the records show them. */
const NEWS: Readonly<
  Record<
    string,
    readonly [happens: (world: World) => Promise<unknown>, says: (records: TrustRecords) => unknown, what: unknown]
  >
> = {
  "the issuer's DID is deactivated": [
    ({ dids, sejong }) => dids.connect(sejong.account).deactivate(sejong.identity),
    (records) => records.issuerDeactivated,
    true,
  ],
  "an accreditor's DID is deactivated": [
    ({ dids, province }) => dids.connect(province.account).deactivate(province.identity),
    ({ links }) => links[1]?.holderDeactivated,
    true,
  ],
  "the authority's DID is deactivated": [
    ({ dids, ministry }) => dids.connect(ministry.account).deactivate(ministry.identity),
    ({ type }) => type?.authorityDeactivated,
    true,
  ],
  "the issuer's key is stolen": [
    async ({ dids, sejong }) => dids.connect(sejong.account).compromiseKey(sejong.identity, sejong.key, await now()),
    ({ key }) => key?.reason,
    "compromised",
  ],
  "the type is retired": [
    async ({ types, ministry }) => types.connect(ministry.account).retire(TYPE, BigInt((await now()) + 100)),
    ({ type }) => type?.retired !== 0,
    true,
  ],
  "the issuer is suspended": [
    ({ accreditations, province, sejong }) => accreditations.connect(province.account).suspend(sejong.identity, TYPE),
    ({ links }) => links[0]?.newest.reason,
    "suspended",
  ],
  "the issuer is withdrawn": [
    ({ accreditations, province, sejong }) => accreditations.connect(province.account).withdraw(sejong.identity, TYPE),
    ({ links }) => links[0]?.newest.reason,
    "withdrawn",
  ],
  "its accreditor is withdrawn": [
    ({ accreditations, ministry, province }) =>
      accreditations.connect(ministry.account).withdraw(province.identity, TYPE),
    ({ links }) => links[1]?.newest.reason,
    "withdrawn",
  ],
};

describe("The newest proof that shows a fact decides it, even if it lacks others:", () => {
  for (const [news, [happens, says, what]] of Object.entries(NEWS)) {
    it(`${news}: a proof for another list's credential shows it, and an older proof cannot hide it`, async () => {
      const { world, query, prove, learns, openList } = await gate();
      await openList();
      const one = query(8, LIST);
      const [older, before] = [await prove(one, "all"), await now()];
      await happens(world);
      // The staple of a credential in list 0 lacks the header of this credential's list.
      const newer = await prove(query(7), "issuer");
      for (const answer of [await learns(one, older, newer), await learns(one, newer, older)]) {
        expect(says(answer.records[0]!)).to.equal(what);
        expect([answer.asOf.time, answer.asOf.upTo]).to.deep.equal([before, await now()]);
      }
    });
  }

  it("a revocation: a proof of the status alone shows it, and a complete older proof cannot hide it", async () => {
    const { world, query, prove, learns, openList } = await gate();
    await openList();
    const one = query(8, LIST);
    const older = await prove(one, "all");
    await world.statuses.connect(world.sejong.account).setStatus(world.sejong.identity, LIST, 8, 1);
    const { records } = await learns(one, older, await prove(one, "status"));
    expect(records[0]!.status).to.include({ value: 1, capacity: 128 });
  });

  it("a withdrawal that a newer proof leaves out: the answer has the older proof's age", async () => {
    const { world, query, prove, learns, hiding } = await gate();
    const one = query(8);
    const [older, before] = [await prove(one, "all"), await now()];
    await world.accreditations.connect(world.province.account).withdraw(world.sejong.identity, TYPE);
    const newer = await prove(one, "all");
    const { sejong } = world;
    const [count, epoch] = [accreditationSlot(sejong.identity, TYPE), epochSlot(sejong.identity, TYPE, 0)];
    const harmless = hiding(hiding(newer, "Accreditations", count), "Accreditations", epoch);
    const { asOf, records } = await learns(one, harmless, older);
    expect(records[0]!.links[0]!.newest.reason).to.equal("none");
    expect(asOf.time).to.equal(before);
  });
});

describe("Compatible parts from several blocks are accepted:", () => {
  it("an authority from then that never changed counts as active by an older proof, beside a newer status", async () => {
    const { world, query, prove, learns } = await gate();
    const silent = ethers.Wallet.createRandom().address;
    for (const successor of [silent, world.ministry.identity]) {
      await networkHelpers.mine(2, { interval: 10 });
      await world.types.replaceAuthority(TYPE, successor, 0);
    }
    const one = { ...query(8), issuedAt: (await now()) - 5, withTerm: true } as const;
    const kept = await prove(one, "issuer");
    await networkHelpers.mine(2);
    const { records } = await learns(one, await prove(one, "status"), kept);
    expect(records[0]!.term).to.include({ authority: silent.toLowerCase(), deactivated: false });
  });
});

describe("Parts from several blocks that may never have been true together are refused:", () => {
  const suspendAndReinstate = async ({ accreditations, province, sejong }: World): Promise<void> => {
    const by = accreditations.connect(province.account);
    await by.suspend(sejong.identity, TYPE);
    await by.reinstate(sejong.identity, TYPE, NO_END);
  };

  it("a new accreditation that the newer proof counts but does not show", async () => {
    const { world, query, prove, learns, hiding } = await gate();
    const one = query(8);
    const older = await prove(one, "all");
    await suspendAndReinstate(world);
    const newer = await prove(one, "all");
    const hidden = hiding(newer, "Accreditations", epochSlot(world.sejong.identity, TYPE, 1));
    await refusedLater(learns(one, hidden, older), "facts.proof-mixed");
    expect((await learns(one, newer, older)).records[0]!.links[0]!.newest.index).to.equal(1);
  });

  it("a current accreditation with an older number of accreditations", async () => {
    const { world, query, prove, learns, hiding } = await gate();
    const one = query(8);
    const older = await prove(one, "all");
    await suspendAndReinstate(world);
    const newer = await prove(one, "all");
    const hidden = hiding(newer, "Accreditations", accreditationSlot(world.sejong.identity, TYPE));
    await refusedLater(learns(one, hidden, older), "facts.proof-mixed");
  });

  it("an accreditation with its accreditor's state from before it", async () => {
    const { world, query, prove, learns, hiding } = await gate();
    const { accreditations, ministry, province, sejong } = world;
    await accreditations.connect(ministry.account).withdraw(province.identity, TYPE);
    const before = await height();
    await accredit(world, province, { by: ministry, levels: 1 });
    await accreditations.connect(province.account).withdraw(sejong.identity, TYPE);
    await accredit(world, sejong, { by: province });
    const one = { ...query(8), issuedAt: await now() };
    const newer = await prove(one, "all");
    const hidden = hiding(newer, "Accreditations", accreditationSlot(province.identity, TYPE));
    await refusedLater(learns(one, hidden, await prove(one, "all", before)), "facts.proof-mixed");
  });

  it("an accreditation from before its accreditor was withdrawn and accredited again, for a later credential", async () => {
    const { world, query, prove, learns } = await gate();
    const { accreditations, ministry, province, sejong, stranger } = world;
    await accredit(world, stranger, { by: province });
    const older = await prove(query(8), "all");
    await accreditations.connect(ministry.account).withdraw(province.identity, TYPE);
    await accredit(world, province, { by: ministry, levels: 1 });
    await accreditations.connect(province.account).withdraw(sejong.identity, TYPE);
    await accredit(world, sejong, { by: province });
    const another = { ...query(8), issuer: stranger.identity, keyThumbprint: stranger.key };
    const newer = await prove({ ...another, issuedAt: await now() }, "issuer");
    await refusedLater(learns({ ...query(8), issuedAt: await now() }, older, newer), "facts.proof-mixed");
    // Credentials issued under the withdrawn accreditation stay invalid.
    const { links } = (await learns(query(8), older, newer)).records[0]!;
    expect(links.map(({ generation }) => generation)).to.deep.equal([0, 1]);
  });

  it("a key that the newer proof mentions but does not show", async () => {
    const { world, query, prove, learns, hiding } = await gate();
    const { dids, sejong } = world;
    const before = await height();
    const { name, value, thumbprint: keyThumbprint } = key(77);
    await dids.connect(sejong.account).setAttribute(sejong.identity, name, value, NO_END);
    const one = { ...query(8), keyThumbprint };
    const newer = await prove(one, "all");
    const hidden = hiding(newer, "DIDRegistry", nextSlot(keySlot(sejong.identity, keyThumbprint)));
    // Whether the older proof happens to show that the hidden slot is empty depends on the trie's keys.
    const older = await prove(one, "all", before);
    const why: unknown = await learns(one, hidden, older).catch((error: unknown) => error);
    expect(isDidimError(why) && why.code).to.be.oneOf(["facts.proof-mixed", "facts.proof-incomplete"]);
  });

  it("a status from before the list had room for a credential that was issued later", async () => {
    const { world, query, prove, learns, shows, openList } = await gate();
    const { statuses, sejong } = world;
    const list = statuses.connect(sejong.account);
    await openList(128);
    const before = await height();
    await networkHelpers.mine(2, { interval: 20 });
    await list.extendList(sejong.identity, LIST, 8192);
    const issuedAt = await now();
    const issuer = await prove({ ...query(8, LIST), issuedAt }, "issuer");
    // In a small trie, the path to the header may happen to show that a word is absent.
    const index = Array.from({ length: 63 }, (_, i) => 128 * (i + 1) + 5).find(
      (each) => !shows(issuer, "StatusLists", wordSlot(sejong.identity, LIST, each)),
    )!;
    const one = { ...query(index, LIST), issuedAt };
    await list.setStatus(sejong.identity, LIST, index, 1);
    await refusedLater(learns(one, await prove(one, "status", before), issuer), "facts.proof-mixed");
    await refusedLater(learns(one, await prove(one, "all", before), issuer), "facts.proof-mixed");
    expect((await learns(one, await prove(one, "status"), issuer)).records[0]!.status?.value).to.equal(1);
    // A credential issued before the block had room in its list from then on.
    const earlier = { ...query(8, LIST), issuedAt: issuedAt - 41 };
    const { records } = await learns(earlier, await prove(earlier, "status", before), issuer);
    expect(records[0]!.status).to.include({ value: 0, capacity: 8192 });
  });
});
