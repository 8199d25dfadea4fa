import { expect } from "chai";
import fc from "fast-check";
import { isDidimError } from "../../src/errors/error.ts";
import type { ChallengeStore } from "../../src/stores/challenge-store.ts";
import { type ChallengesOptions, createChallenges as challengesOf } from "../../src/verdict/challenges.ts";
import { CHALLENGE_STORES, eachOf } from "../stores/implementations.ts";
import { refusedLater } from "../support/refused.ts";

const full = (asked: Promise<unknown>) => refusedLater(asked, "verifier.too-many-challenges");

/** How often `act` succeeds before it is refused; at most `most`. */
async function flood(act: () => Promise<unknown>, most = 200_000): Promise<number> {
  for (let times = 0; times < most; times++) {
    try {
      await act();
    } catch (error) {
      if (isDidimError(error, "verifier.too-many-challenges")) return times;
      throw error;
    }
  }
  return most;
}

type Step = { readonly ask?: string | undefined } & { readonly take?: number; readonly wait?: number };
interface Given {
  readonly nonce: string;
  readonly by: string;
  readonly at: number;
}

/**
 * Compares the store with a model that keeps the nonces in a list: which requests are refused, which nonces can be
 * taken, and which requester loses one when the store is full.
 */
async function histories(
  store: ChallengeStore,
  { each, most }: { each: number; most: number },
  steps: readonly Step[],
): Promise<void> {
  let time = 0;
  const open = challengesOf({ store, each, most, life: 10, now: () => time });
  let given: Given[] = [];
  /** The requester whose number of nonces changed last is last. */
  let names: string[] = [];
  const countOf = (name: string) => given.filter(({ by }) => by === name).length;
  const drop = (one: Given) => {
    given = given.filter((other) => other !== one);
    names = [...names.filter((name) => name !== one.by), one.by];
  };
  for (const step of steps) {
    time += step.wait ?? 0;
    const taken = given[step.take ?? given.length];
    if (taken !== undefined) {
      expect(await open.take(taken.nonce)).to.equal(taken.at >= time - 10);
      expect(await open.take(taken.nonce)).to.equal(false);
      drop(taken);
    }
    if (!("ask" in step)) continue;
    given.filter(({ at }) => at < time - 10).forEach(drop);
    const by = step.ask ?? "";
    const largest = Math.max(...names.map(countOf));
    const isOver = step.ask !== undefined && countOf(by) >= each;
    if (isOver || (given.length >= most && largest < countOf(by) + 2)) {
      await full(open.issue({ requester: step.ask }));
      continue;
    }
    const loser = names.find((name) => countOf(name) === largest);
    if (given.length >= most) drop(given.find((one) => one.by === loser) as Given);
    given.push({ nonce: await open.issue({ requester: step.ask }), by, at: time });
    names = [...names.filter((name) => name !== by), by];
  }
  for (const { nonce, at } of given) expect(await open.take(nonce)).to.equal(at >= time - 10);
}

eachOf("The verifier's challenges", CHALLENGE_STORES, ({ fresh, isShared }) => {
  const challenges = async (options: Omit<ChallengesOptions, "store">) =>
    challengesOf({ store: await fresh(), ...options });

  it("can be taken once, and only if they were issued", async () => {
    const open = await challenges({ now: () => 0 });
    const nonce = await open.issue();
    expect(nonce).to.match(/^[\w-]{43}$/);
    expect(await open.take("another")).to.equal(false);
    expect(await open.take(nonce)).to.equal(true);
    expect(await open.take(nonce)).to.equal(false);
  });

  it("expire", async () => {
    let time = 0;
    const open = await challenges({ life: 10, now: () => time });
    const nonce = await open.issue();
    time = 11;
    expect(await open.take(nonce)).to.equal(false);
  });

  it("expire even if the clock was set back while others were open", async () => {
    let time = 1000;
    const open = await challenges({ life: 300, now: () => time });
    await open.issue();
    time = 0;
    const nonce = await open.issue();
    time = 1200;
    expect(await open.take(nonce)).to.equal(false);
  });

  it("are refused with an invalid clock, life or limit", async () => {
    let time = 0;
    const broken = await challenges({ now: () => time });
    const nonce = await broken.issue();
    time = Number.NaN;
    expect(await broken.take(nonce)).to.equal(false);
    await refusedLater(broken.issue(), "verifier.clock");
    for (const life of [Number.NaN, Number.POSITIVE_INFINITY, -1, 0]) {
      await refusedLater(challenges({ life, now: () => 0 }), "verifier.challenges");
    }
    for (const most of [Number.NaN, Number.POSITIVE_INFINITY, 0, 1.5]) {
      await refusedLater(challenges({ most, now: () => 0 }), "verifier.challenges");
    }
  });

  it("are limited in number, and a flood removes none of another requester", async () => {
    const open = await challenges({ most: 2, now: () => 0 });
    const first = await open.issue();
    await open.issue();
    await full(open.issue());
    expect(await open.take(first)).to.equal(true);
  });

  it("are issued to all others while one requester floods and is stopped at its own limit", async () => {
    // A file store syncs each change to disk, so it gets smaller limits.
    for (const limits of [...(isShared ? [] : [{}]), { each: 50, most: 100 }, { each: 100, most: 100 }]) {
      const open = await challenges({ ...limits, now: () => 0 });
      const early = await open.issue({ requester: "early" });
      await flood(() => open.issue({ requester: "flood" }));
      const [late, unnamed] = [await open.issue({ requester: "late" }), await open.issue()];
      for (const nonce of [early, late, unnamed]) expect(await open.take(nonce)).to.equal(true);
    }
  });

  it("are issued again to a requester at its limit once one of its own is taken or expires", async () => {
    let time = 0;
    const open = await challenges({ each: 2, life: 300, now: () => time });
    const ask = () => open.issue({ requester: "shop" });
    const first = await ask();
    time = 200;
    await ask();
    await full(ask());
    expect(await open.take(first)).to.equal(true);
    const third = await ask();
    await full(ask());
    time = 501;
    await ask();
    await full(Promise.all([ask(), ask()]));
    expect(await open.take(third)).to.equal(false);
  });

  it("are removed in parts after they expire, first those of the current requester", async () => {
    let time = 0;
    const store = await fresh();
    const open = challengesOf({ store, each: 2, life: 10, now: () => time });
    for (let i = 0; i < 100; i++) await open.issue({ requester: `another ${i}` });
    for (let i = 0; i < 2; i++) await open.issue({ requester: "shop" });
    time = 11;
    await open.issue({ requester: "shop" });
    expect(await store.exclusively((challenges) => challenges.count())).to.equal(103 - 2 - 64);
    await open.issue({ requester: "shop" });
    expect(await store.exclusively((challenges) => challenges.count())).to.equal(2);
  });

  it("without a named requester count as one requester's, which may fill the whole store", async () => {
    const open = await challenges({ each: 10, most: 100, now: () => 0 });
    expect(await flood(() => open.issue())).to.equal(100);
    expect(await flood(() => open.issue({ requester: "shop" }))).to.equal(10);
  });

  it("are shared evenly while many flood, and a requester below its share is never refused and loses none", async () => {
    const size = isShared ? 100 : 1_000;
    const open = await challenges({ each: size, most: size, now: () => 0 });
    const ask = () => Promise.all(Array.from({ length: size / 100 }, () => open.issue({ requester: "honest" })));
    const mine = await ask();
    for (let i = 0; i < 40; i++) await flood(() => open.issue({ requester: `flood ${i}` }), 2 * size);
    mine.push(...(await ask()));
    for (const nonce of mine) expect(await open.take(nonce)).to.equal(true);
  });

  it("are never more than the limit, and no requester loses its last one", async () => {
    const open = await challenges({ most: 100, now: () => 0 });
    const nonces = await Promise.all(Array.from({ length: 100 }, (_, i) => open.issue({ requester: `${i}` })));
    await full(open.issue({ requester: "late" }));
    await full(open.issue({ requester: "7" }));
    for (const nonce of nonces) expect(await open.take(nonce)).to.equal(true);
    expect(await flood(() => open.issue())).to.equal(100);
  });

  it("are issued to all others while one requester floods from all addresses of its IPv6 network", async () => {
    const open = await challenges({ each: 50, most: 100, now: () => 0 });
    let last = 0;
    await flood(() => open.issue({ requester: `2001:db8:1:2::${(++last).toString(16)}` }), 200);
    expect(await open.take(await open.issue({ requester: "2001:db8:1:3::1" }))).to.equal(true);
    expect(await open.take(await open.issue({ requester: "203.0.113.7" }))).to.equal(true);
    await full(open.issue({ requester: "2001:db8:1:2:ffff::1" }));
  });

  it("are refused for requester names that are empty or too long", async () => {
    const open = await challenges({ now: () => 0 });
    await open.issue({ requester: "x".repeat(256) });
    for (const requester of ["", "x".repeat(257), 7 as unknown as string]) {
      await refusedLater(open.issue({ requester }), "verifier.challenges");
    }
  });

  it("keep these rules in any order of issuing, taking and waiting", async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ ask: fc.constantFrom(undefined, "a", "b", "c", "d") }) },
      { weight: 3, arbitrary: fc.record({ take: fc.nat(40) }) },
      { weight: 1, arbitrary: fc.record({ wait: fc.nat(8) }) },
    );
    const limits = fc.record({ each: fc.integer({ min: 1, max: 6 }), most: fc.integer({ min: 1, max: 12 }) });
    const run = async (limits: { each: number; most: number }, steps: Step[]) => {
      const store = await fresh();
      await histories(store, limits, steps);
      await store.close();
    };
    await fc.assert(fc.asyncProperty(limits, fc.array(step, { maxLength: 80 }), run), isShared ? { numRuns: 12 } : {});
  });
});
