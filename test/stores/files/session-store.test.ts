import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { openFileSessionStore } from "../../../src/stores/files/session-store.ts";
import type { SessionStore } from "../../../src/stores/session-store.ts";
import { refusedLater } from "../../support/refused.ts";

const KEY = Buffer.alloc(32, 1);

describe("A file of sessions", () => {
  let folder: string;
  let path: string;
  let store: SessionStore;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "didim-sessions-"));
    path = join(folder, "state", "sessions.db");
    store = await openFileSessionStore({ path, key: KEY });
    await store.create({ id: "a", expires: 100, content: { name: "family name" }, secret: { d: "private key" } });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** Changes the file directly, as anyone who can write it could. */
  function tamper<T>(by: (tables: DatabaseSync) => T): T {
    const tables = new DatabaseSync(path);
    try {
      return by(tables);
    } finally {
      tables.close();
    }
  }
  const bytes = () => readdirSync(join(folder, "state")).map((name) => readFileSync(join(folder, "state", name)));
  const sealed = (id: string) =>
    tamper((tables) =>
      Buffer.from(tables.prepare("SELECT sealed FROM sessions WHERE id = ?").get(id)?.sealed as Uint8Array),
    );

  it("reveals nothing of their content, and is readable by its owner only", async () => {
    for (const file of bytes()) {
      for (const secret of ["family name", "private key", "content"]) expect(file.includes(secret)).to.equal(false);
    }
    expect(statSync(path).mode & 0o777).to.equal(0o600);
    expect(statSync(join(folder, "state")).mode & 0o777).to.equal(0o700);
  });

  const ends = {
    "has ended": async () => {
      for (const id of ["a", "b"]) await store.end(id, 1, "answered", {});
    },
    "has run out": () => store.sweep({ now: 100, forget: 0 }),
    "is forgotten": () => store.sweep({ now: 100, forget: 101 }),
  };
  for (const [when, end] of Object.entries(ends)) {
    it(`has the secret in none of its bytes any more once the session ${when}`, async () => {
      // One secret that fits into a page of the file, and one that is longer.
      await store.create({ id: "b", expires: 100, content: {}, secret: { d: "x".repeat(20_000) } });
      const before = Buffer.concat([sealed("a"), sealed("b")]);
      const pieces = Array.from({ length: before.length / 32 - 1 }, (_, i) => before.subarray(i * 32, i * 32 + 16));
      const left = () => pieces.filter((piece) => bytes().some((file) => file.includes(piece))).length;
      expect(left()).to.be.above(pieces.length - 20);
      await end();
      expect(left()).to.equal(0);
    });
  }

  it("opens only with its own key", async () => {
    await refusedLater(openFileSessionStore({ path, key: Buffer.alloc(32, 2) }), "verifier.sessions-refused");
    const short = await openFileSessionStore({ path, key: KEY.subarray(1) }).catch((error: Error) => error.name);
    expect(short).to.equal("RangeError");
    const again = await openFileSessionStore({ path, key: KEY });
    expect((await again.read("a"))?.secret).to.deep.equal({ d: "private key" });
    await again.close();
  });

  for (const change of [
    "version = 3",
    "state = 'answered'",
    "expires = 1e9",
    "id = 'b'",
    "sealed = zeroblob(length(sealed))",
    "iv = zeroblob(12)",
    "tag = zeroblob(4)",
  ]) {
    it(`rejects an altered row (${change})`, async () => {
      tamper((tables) => tables.exec(`UPDATE sessions SET ${change}`));
      const id = change.startsWith("id") ? "b" : "a";
      await refusedLater(store.read(id), "verifier.sessions-refused");
      await refusedLater(store.end(id, 1, "answered", {}), "verifier.sessions-refused");
    });
  }

  it("forgets an altered session when swept, and ends the others", async () => {
    await store.create({ id: "b", expires: 100, content: {} });
    tamper((tables) => tables.exec("UPDATE sessions SET version = 7 WHERE id = 'a'"));
    expect(await store.sweep({ now: 100, forget: 0 })).to.deep.equal(["b"]);
    expect(await store.read("a")).to.equal(undefined);
  });
});
