import { expect } from "chai";
import { verifySignature } from "../../src/crypto/signatures/verify.ts";
import type { StoredCredential } from "../../src/stores/vault.ts";
import { refusedLater } from "../support/refused.ts";
import { eachOf, VAULTS } from "./implementations.ts";
import { linesOf, start } from "./programs/start.ts";

const CHILD = new URL("./programs/spend.ts", import.meta.url);
const credential = (id: string, text = `the credential ${id}`): StoredCredential => ({
  id,
  credential: text,
  keyId: "a key",
  receivedAt: 1,
});

eachOf("A vault", VAULTS, ({ open, place, isShared }) => {
  for (const algorithm of ["ES256", "ES256K"] as const) {
    it(`signs ${algorithm} with a key that it created before`, async () => {
      const { id, publicJwk } = await (await open()).keys.create(algorithm);
      const signer = await (await open()).keys.signer(id);
      const message = Buffer.from("message");
      expect(verifySignature(algorithm, publicJwk, message, await signer.sign(message))).to.equal(true);
      expect(await (await open()).keys.list()).to.deep.equal([{ id, publicJwk }]);
    });
  }

  it("deletes a key for good, and knows no other keys", async () => {
    const { keys } = await open();
    const { id } = await keys.create("ES256");
    await keys.remove(id);
    await keys.remove(id);
    await refusedLater(keys.signer(id), "holder.key-unknown");
    expect(await (await open()).keys.list()).to.deep.equal([]);
  });

  it("keeps credentials, and replaces one with the same id", async () => {
    const { credentials } = await open();
    await credentials.put(credential("a"));
    await credentials.put(credential("b"));
    await credentials.put(credential("a", "another text"));
    const kept = await (await open()).credentials.list();
    expect(kept).to.have.deep.members([credential("a", "another text"), credential("b")]);
  });

  it("passes what it holds to the admission check, and stores nothing that the check refuses", async () => {
    const { credentials } = await open();
    await credentials.put(credential("a"));
    const refuse = (held: readonly StoredCredential[]) => {
      throw new Error(held.map(({ id }) => id).join());
    };
    expect(await credentials.put(credential("b"), refuse).catch((error: Error) => error.message)).to.equal("a");
    expect((await credentials.list()).map(({ id }) => id)).to.deep.equal(["a"]);
  });

  it("admits one of many concurrent credentials at a time", async () => {
    const [one, other] = [(await open()).credentials, (await open()).credentials];
    const onlyFirst = (held: readonly StoredCredential[]) => {
      if (held.length > 0) throw new Error("taken");
    };
    const puts = Array.from({ length: 6 }, (_, i) => (i % 2 === 0 ? one : other).put(credential(`${i}`), onlyFirst));
    const done = (await Promise.allSettled(puts)).filter(({ status }) => status === "fulfilled");
    expect(done).to.have.length(1);
    expect(await one.list()).to.have.length(1);
  });

  it("returns true to one of those who remove a credential", async () => {
    const [one, other] = [(await open()).credentials, (await open()).credentials];
    await one.put(credential("a"));
    const removed = await Promise.all([one.remove("a"), other.remove("a"), one.remove("a"), one.remove("b")]);
    expect(removed.filter(Boolean)).to.have.length(1);
    expect(await other.list()).to.deep.equal([]);
  });

  it("loses nothing when it is opened twice, as by two processes", async () => {
    const [one, two] = [await open(), await open()];
    await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? one : two).keys.create("ES256")));
    expect(await one.keys.list()).to.have.length(10);
    await refusedLater(two.keys.signer("unknown"), "holder.key-unknown");
  });

  if (!isShared) return;

  it("has each credential removed by one process, even if some are killed", async () => {
    const { credentials } = await open();
    for (let i = 0; i < 30; i++) await credentials.put(credential(`${i}`));
    const children = [4, 7, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const removed = (await Promise.all(children.map((after) => linesOf(start(CHILD, place()), after)))).flat();
    expect(new Set(removed).size).to.equal(removed.length);
    expect(removed.length).to.be.at.least(30 - 2);
    expect(await credentials.list()).to.deep.equal([]);
  });
});
