import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { openFileChallengeStore } from "../../../src/stores/files/challenge-store.ts";
import { openFileSessionStore } from "../../../src/stores/files/session-store.ts";
import { refusedLater } from "../../support/refused.ts";

describe("A store in a SQLite file", function () {
  this.timeout(60_000);
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-database-"));
    path = join(folder, "state", "challenges.db");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is readable by its owner only, with all files that SQLite puts beside it", async () => {
    const store = await openFileChallengeStore({ path });
    await store.exclusively((open) => open.add({ nonce: "a", requester: "shop", issued: 1 }));
    for (const name of readdirSync(join(folder, "state"))) {
      expect(statSync(join(folder, "state", name)).mode & 0o777, name).to.equal(0o600);
    }
    await store.close();
    expect(readdirSync(join(folder, "state"))).to.deep.equal(["challenges.db"]);
  });

  it("can be created by several processes at once", async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => openFileChallengeStore({ path })));
    await stores[0]?.exclusively((open) => open.add({ nonce: "a", requester: "shop", issued: 1 }));
    expect(await stores[4]?.take("a")).to.not.equal(undefined);
    for (const store of stores) await store.close();
  });

  it("is refused if it is another kind of file, of another version, or damaged", async () => {
    await (await openFileSessionStore({ path, key: new Uint8Array(32) })).close();
    await refusedLater(openFileChallengeStore({ path }), "files.not-a-store");
    const other = join(folder, "other.db");
    writeFileSync(other, "some text that is no database at all, and longer than a header".repeat(20));
    const { details } = await refusedLater(openFileChallengeStore({ path: other }), "files.not-a-store");
    expect(details).to.deep.equal({ path: other });
    const later = join(folder, "later.db");
    await (await openFileChallengeStore({ path: later })).close();
    const tables = new DatabaseSync(later);
    tables.exec("PRAGMA user_version = 2");
    tables.close();
    await refusedLater(openFileChallengeStore({ path: later }), "files.not-a-store");
    const torn = join(folder, "torn.db");
    await (await openFileChallengeStore({ path: torn })).close();
    truncateSync(torn, 4096);
    const broken = await openFileChallengeStore({ path: torn }).catch((error: unknown) => error);
    if (broken instanceof Error) expect(broken).to.include({ code: "files.not-a-store" });
    else
      await refusedLater((broken as Awaited<ReturnType<typeof openFileChallengeStore>>).take("a"), "files.not-a-store");
  });

  it("is waited for, up to a limit, while another process holds it, without blocking this process", async () => {
    const store = await openFileChallengeStore({ path });
    await store.exclusively((open) => open.add({ nonce: "a", requester: "shop", issued: 1 }));
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 10);
    const taken = store.take("a");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(ticks).to.be.above(5);
    other.exec("COMMIT");
    expect(await taken).to.not.equal(undefined);
    other.exec("BEGIN IMMEDIATE");
    await refusedLater(store.take("a"), "files.locked");
    other.exec("COMMIT");
    expect(await store.take("a")).to.equal(undefined);
    clearInterval(ticking);
    other.close();
    await store.close();
  });
});
