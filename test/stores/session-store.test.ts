import { expect } from "chai";
import type { NewSession } from "../../src/stores/session-store.ts";
import { refusedLater } from "../support/refused.ts";
import { eachOf, SESSION_STORES } from "./implementations.ts";
import { linesOf, start } from "./programs/start.ts";

const CHILD = new URL("./programs/session.ts", import.meta.url);
const content = { asked: ["가족관계"], steps: { done: 0, ratio: 0.5, last: null } };
const secret = { kty: "EC", d: "the key of the answer" };
const session = (id: string, expires = 100): NewSession => ({ id, expires, content, secret });

eachOf("A store of sessions", SESSION_STORES, ({ open, place, isShared }) => {
  it("keeps a session as it was created, for whoever has its id", async () => {
    await (await open()).create(session("a"));
    await (await open()).create({ id: "b", expires: 100.5, content: {} });
    expect(await (await open()).read("a")).to.deep.equal({ ...session("a"), version: 1, state: "open" });
    expect(await (await open()).read("b")).to.deep.equal({
      id: "b",
      expires: 100.5,
      content: {},
      version: 1,
      state: "open",
    });
    expect(await (await open()).read("c")).to.equal(undefined);
  });

  it("creates no session twice, and none that never expires", async () => {
    const store = await open();
    await store.create(session("a"));
    await refusedLater(store.create({ ...session("a"), content: {} }), "verifier.session-exists");
    expect((await store.read("a"))?.content).to.deep.equal(content);
    for (const expires of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(await store.create(session("b", expires)).catch((error: Error) => error.name)).to.equal("RangeError");
    }
  });

  it("changes a session only from the version that the caller has read", async () => {
    const [store, other] = [await open(), await open()];
    await store.create(session("a"));
    expect(await store.update("a", 1, { step: 1 })).to.equal(true);
    expect(await other.update("a", 1, { step: "late" })).to.equal(false);
    expect(await other.read("a")).to.deep.equal({ ...session("a"), content: { step: 1 }, version: 2, state: "open" });
    expect(await store.update("b", 1, {})).to.equal(false);
    const all = await Promise.all([store, other, store, other].map((one, i) => one.update("a", 2, { step: i })));
    expect(all.filter(Boolean)).to.have.length(1);
    expect(await store.read("a")).to.deep.include({ version: 3, content: { step: all.indexOf(true) } });
  });

  it("keeps its own copy of the content, whatever the caller does to its object", async () => {
    const store = await open();
    const given = { list: [1] };
    await store.create({ id: "a", expires: 100, content: given });
    given.list.push(2);
    const read = (await store.read("a"))!;
    (read.content.list as number[]).push(3);
    expect((await store.read("a"))?.content).to.deep.equal({ list: [1] });
  });

  for (const as of ["answered", "refused", "declined", "expired"] as const) {
    it(`ends a session once, as ${as}, and deletes its secret`, async () => {
      const store = await open();
      await store.create(session("a"));
      expect(await store.end("a", 2, as, {})).to.equal(false);
      expect(await store.end("a", 1, as, { told: as })).to.equal(true);
      const ended = { id: "a", expires: 100, content: { told: as }, version: 2, state: as };
      expect(await (await open()).read("a")).to.deep.equal(ended);
      for (const version of [1, 2]) {
        expect(await store.end("a", version, "answered", {})).to.equal(false);
        expect(await store.update("a", version, {})).to.equal(false);
      }
      expect(await store.read("a")).to.deep.equal(ended);
    });
  }

  it("ends expired sessions when swept, reports each to one sweeper, and forgets it later", async () => {
    const [store, other] = [await open(), await open()];
    await store.create(session("early", 100));
    await store.create(session("late", 101));
    await store.create(session("answered", 90));
    await store.end("answered", 1, "answered", {});
    expect(await store.sweep({ now: 99.9, forget: 0 })).to.deep.equal([]);
    const told = await Promise.all([store, other, store].map((one) => one.sweep({ now: 100, forget: 90 })));
    expect(told.flat()).to.deep.equal(["early"]);
    expect(await other.read("early")).to.deep.equal({
      id: "early",
      expires: 100,
      content,
      version: 2,
      state: "expired",
    });
    expect((await store.read("late"))?.state).to.equal("open");
    expect((await store.read("answered"))?.state).to.equal("answered");
    expect(await store.sweep({ now: 200, forget: 101 })).to.deep.equal(["late"]);
    expect([await store.read("early"), await store.read("answered")]).to.deep.equal([undefined, undefined]);
    expect((await store.read("late"))?.state).to.equal("expired");
    await store.close();
    await store.close();
  });

  if (!isShared) return;

  it("loses no change by several processes, even if some are killed, and ends the session once", async () => {
    const store = await open();
    await store.create({ id: "a", expires: 100, content: { count: 0 }, secret });
    const most = [2, 5, 9, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const said = (await Promise.all(most.map((after) => linesOf(start(CHILD, [...place(), "a", 80]), after)))).flat();
    const numbers = said.filter((line) => line !== "ended");
    expect(new Set(numbers).size).to.equal(numbers.length);
    // Each killed process may have left one number unreported; the process that ended the session may have been killed
    // too.
    expect(numbers.length).to.be.within(80 - 3, 80);
    expect(said.length - numbers.length).to.be.at.most(1);
    expect(await store.read("a")).to.deep.equal({
      id: "a",
      expires: 100,
      content: { count: 81 },
      version: 82,
      state: "answered",
    });
  });
});
