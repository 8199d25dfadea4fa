import { expect } from "chai";
import { ENTRY, ethers, networkHelpers, now, people, SALT } from "../governance/registry.fixture.ts";
import { shown, storageOf } from "../support/storage.ts";
import { directoryStorage, relyingPartiesStorage } from "./governance-storage.ts";

const { loadFixture, time } = networkHelpers;

describe("Directory and RelyingParties: their events determine every slot", () => {
  it("entries registered, replaced, ended and distrusted", async () => {
    const { dids, council } = await loadFixture(people);
    const directory = await ethers.deployContract("Directory", [dids, council, SALT]);
    const by = directory.connect(council);
    const [one, two, three] = ["DIDRegistry", "Council", "Other"].map((name) => ethers.encodeBytes32String(name)) as [
      string,
      string,
      string,
    ];
    await by.register(one, dids);
    await by.register(one, directory);
    await by.register(two, dids);
    await by.distrust(one, 1, "a bug");
    await by.end(two);
    await by.distrust(two, 0, "another");
    await by.register(two, directory);
    // The same code several times: all of its entries are distrusted at once.
    for (const registry of [dids, directory, dids, directory]) await by.register(three, registry);
    await by.distrust(three, 2, "a third");
    expect(shown(await directoryStorage(directory))).to.deep.equal(shown(await storageOf(directory, ethers.provider)));
  });

  it("supervisors and registrations, renewed, withdrawn, dismissed and taken over", async () => {
    const { dids, council, supervisor, rival, party, stranger } = await loadFixture(people);
    const parties = await ethers.deployContract("RelyingParties", [dids, council, SALT]);
    const until = (await now()) + 1_000n;
    const claims = ["a", "b", "c"].map(ethers.id).sort();
    const entry = (purpose: string, some = claims, end = until) => ({ ...ENTRY, claims: some, purpose, until: end });
    for (const one of [supervisor, rival]) await parties.connect(council).appoint(one, until);
    const by = parties.connect(supervisor);
    await by.register(supervisor, party, SALT, entry("why"));
    const longer = entry("a purpose that is longer than one word of storage", claims.slice(1));
    await by.renew(supervisor, party, SALT, { ...longer, nameKo: "", nameEn: "A name longer than a word of storage" });
    await by.register(supervisor, stranger, SALT, entry("for the other", claims.slice(0, 1)));
    await by.withdraw(supervisor, stranger, SALT);
    await parties.connect(council).dismiss(supervisor, 0, 0);
    await parties.connect(rival).renew(rival, party, SALT, entry("taken over"));
    await time.increase(2_000n);
    await parties.connect(council).appoint(rival, until + 9_000n);
    await parties.connect(rival).register(rival, party, SALT, entry("again", claims, until + 9_000n));
    await parties.connect(council).dismiss(supervisor, 0, (await parties.appointment(supervisor, 0)).from);
    await parties.connect(council).dismiss(rival, 0, until - 1n);
    await parties.connect(council).dismiss(rival, 1, await now());
    expect(shown(await relyingPartiesStorage(parties))).to.deep.equal(shown(await storageOf(parties, ethers.provider)));
  });
});
