import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { openFileVault } from "../../../src/public/node.ts";
import { give, REQUEST, walletFor } from "../../holder/fixture.ts";
import { CLAIMS } from "../../issuer/fixture.ts";
import { refusedLater } from "../../support/refused.ts";
import { shownIn } from "../../support/shown.ts";

const PASSWORD = "세종대왕 1443";

describe("A wallet's file", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-vault-"));
    path = join(folder, "wallet", "wallet.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  // The lowest accepted cost, so that the tests are fast.
  const open = (password = PASSWORD, at = path) => openFileVault({ path: at, password, cost: 2 ** 14 });

  it("keeps keys and credentials over a restart", async () => {
    const { id } = await give(walletFor(await open()));
    const wallet = walletFor(await open());
    expect((await wallet.list()).map((held) => held.id)).to.deep.equal([id]);
    expect(shownIn(await wallet.present(REQUEST))).to.have.length(1);
    await wallet.remove(id);
    expect(await walletFor(await open()).list()).to.deep.equal([]);
  });

  it("reveals nothing of them, is readable by its owner only, and leaves nothing beside it but a lock", async () => {
    const { credential } = await give(walletFor(await open()));
    const text = readFileSync(path, "utf8");
    // Three letters of a token may occur in so much base64url by chance; a dozen do not.
    for (const secret of [CLAIMS.family_name, credential.slice(0, 12), PASSWORD, "privateKey", "dc+sd-jwt"])
      expect(text).not.to.include(secret);
    expect(statSync(path).mode & 0o777).to.equal(0o600);
    expect(statSync(join(folder, "wallet")).mode & 0o777).to.equal(0o700);
    expect(readdirSync(join(folder, "wallet"))).to.have.members(["wallet.json", "wallet.json.lock"]);
  });

  it("opens only with its password, however that is composed", async () => {
    await open();
    await refusedLater(open("another password"), "holder.vault-refused");
    await open(PASSWORD.normalize("NFD"));
    await refusedLater(open("short", join(folder, "new.json")), "holder.password-short");
  });

  it("is sealed again, never the same way, at each change", async () => {
    const { keys } = await open();
    const read = () => JSON.parse(readFileSync(path, "utf8")) as { iv: string; salt: string };
    const before = read();
    await keys.remove("none");
    expect(read().iv).not.to.equal(before.iv);
    expect(read().salt).to.equal(before.salt);
  });

  it("is refused if any byte of it was changed", async () => {
    await (await open()).keys.create("ES256");
    const good = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 127 }), async (at, flip) => {
        const bad = Buffer.from(good);
        bad[at]! ^= flip;
        writeFileSync(path, bad);
        let code: unknown;
        await open().catch((error: { code: unknown }) => {
          code = error.code;
        });
        expect(code).to.be.oneOf(["holder.vault-refused", "holder.vault-unreadable"]);
      }),
      { numRuns: 25 },
    );
  });

  it("is refused if it demands too much or too little work, or is no such file", async () => {
    await open();
    const file = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
    const wrong = [
      { N: 2 ** 30 },
      { N: 2 },
      { N: 2 ** 14 + 1 },
      { r: 1024 },
      { kdf: "none" },
      { cipher: "none" },
      { iv: "AA" },
      { salt: 1 },
    ];
    for (const changes of wrong) {
      writeFileSync(path, JSON.stringify({ ...file, ...changes }));
      await refusedLater(open(), "holder.vault-unreadable");
    }
    for (const text of ["", "[]", "{}"]) {
      writeFileSync(path, text);
      await refusedLater(open(), "holder.vault-unreadable");
    }
  });
});
