import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { createChallenges } from "../../src/verdict/challenges.ts";
import { refusedLater } from "../support/refused.ts";
import { CHALLENGE_STORES, eachOf } from "./implementations.ts";
import { linesOf, start } from "./programs/start.ts";

const TAKES = new URL("./programs/take.ts", import.meta.url);
const ISSUES = new URL("./programs/issue.ts", import.meta.url);
const by = (requester: string, nonce: string, issued = 0) => ({ nonce, requester, issued });

eachOf("A store of challenges", CHALLENGE_STORES, ({ open, place, isShared }) => {
  async function kept(...all: ReturnType<typeof by>[]) {
    const store = await open();
    await store.exclusively(async (challenges) => {
      for (const one of all) await challenges.add(one);
    });
    return store;
  }

  it("gives each challenge out once, however many ask at once", async () => {
    const [store, other] = [await kept(by("shop", "a", 7.5)), await open()];
    const taken = await Promise.all([store.take("a"), other.take("a"), store.take("a"), other.take("b")]);
    expect(taken.filter((one) => one !== undefined)).to.deep.equal([by("shop", "a", 7.5)]);
    expect(await other.take("a")).to.equal(undefined);
  });

  it("counts challenges and finds the oldest, in all and for each requester", async () => {
    const store = await kept(by("b", "1", 30), by("a", "2", 20), by("a", "3", 10), by("", "4"));
    await store.exclusively(async (challenges) => {
      expect([await challenges.count(), await challenges.count("a"), await challenges.count("c")]).to.deep.equal([
        4, 2, 0,
      ]);
      expect(await challenges.oldest()).to.deep.equal(by("b", "1", 30));
      expect(await challenges.oldest("a")).to.deep.equal(by("a", "2", 20));
      expect(await challenges.oldest("c")).to.equal(undefined);
      await challenges.remove("1");
      await challenges.remove("1");
      expect(await challenges.oldest()).to.deep.equal(by("a", "2", 20));
      expect([await challenges.count(), await challenges.count("b")]).to.deep.equal([3, 0]);
    });
    await store.take("2");
    await store.exclusively(async (challenges) => {
      expect(await challenges.oldest("a")).to.deep.equal(by("a", "3", 10));
      expect(await challenges.count("a")).to.equal(1);
    });
  });

  it("finds the requester with the most; of several, the one that has had that number longest", async () => {
    const store = await open();
    const largest = () => store.exclusively((challenges) => challenges.largest());
    expect(await largest()).to.equal(undefined);
    await kept(by("a", "1"), by("b", "2"), by("b", "3"));
    expect(await largest()).to.equal("b");
    await kept(by("a", "4"));
    expect(await largest()).to.equal("b");
    await store.take("2");
    expect(await largest()).to.equal("a");
    await store.take("1");
    expect(await largest()).to.equal("b");
    await store.take("3");
    await store.take("4");
    expect(await largest()).to.equal(undefined);
  });

  it("accepts no nonce twice, and lets nothing come between the steps of one `alone`", async () => {
    const [store, other] = [await kept(by("a", "1")), await open()];
    expect(await kept(by("b", "1")).catch((error: unknown) => error)).to.be.instanceOf(Error);
    const grow = (who: typeof store) =>
      who.exclusively(async (challenges) => {
        const before = await challenges.count();
        await wait(5);
        await challenges.add(by("a", `grown ${before}`));
      });
    const taken = store.take("1");
    await Promise.all([grow(store), grow(other), taken, grow(store)]);
    expect(await store.exclusively((challenges) => challenges.count())).to.equal(3);
  });

  it("continues after an `alone` that failed", async () => {
    const store = await open();
    await store.exclusively(() => Promise.reject(new Error("failed"))).catch(() => undefined);
    expect(await store.take("a")).to.equal(undefined);
    await kept(by("a", "1"));
    expect(await store.take("1")).to.deep.equal(by("a", "1"));
    await store.close();
    await store.close();
  });

  if (!isShared) return;

  it("keeps open and taken challenges, and each requester's limit, over a restart", async () => {
    const verifier = async () => createChallenges({ store: await open(), each: 2, now: () => 0 });
    const [first, second] = [await verifier(), await verifier()];
    const nonces = [await first.issue({ requester: "shop" }), await second.issue({ requester: "shop" })];
    await refusedLater((await verifier()).issue({ requester: "shop" }), "verifier.too-many-challenges");
    expect(await (await verifier()).take(nonces[0] ?? "")).to.equal(true);
    expect(await first.take(nonces[0] ?? "")).to.equal(false);
    expect(await first.take(nonces[1] ?? "")).to.equal(true);
  });

  it("never gives one nonce to two processes, even if some are killed", async () => {
    const nonces = Array.from({ length: 150 }, (_, i) => `nonce ${i}`);
    const store = await kept(...nonces.map((nonce) => by("shop", nonce)));
    const most = [3, 9, 20, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const said = await Promise.all(most.map((after) => linesOf(start(TAKES, [...place(), ...nonces]), after)));
    const taken = said.flat();
    expect(new Set(taken).size).to.equal(taken.length);
    // A killed process may have taken one challenge without reporting it.
    expect(taken.length).to.be.at.least(nonces.length - 3);
    expect(await store.exclusively((challenges) => challenges.count())).to.equal(0);
  });

  it("gives a requester no more than its limit over all processes, even if some are killed", async () => {
    const most = [4, 11, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const said = await Promise.all(most.map((after) => linesOf(start(ISSUES, [...place(), 120]), after)));
    const nonces = said.flat();
    expect(nonces.length).to.be.within(120 - 2, 120);
    const store = await open();
    expect(await store.exclusively((challenges) => challenges.count("shop"))).to.equal(120);
    for (const nonce of nonces) expect((await store.take(nonce))?.requester).to.equal("shop");
  });
});
