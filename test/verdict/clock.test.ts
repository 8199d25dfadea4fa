import { expect } from "chai";
import fc from "fast-check";
import { isDidimError } from "../../src/errors/error.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { challenges } from "../../src/verdict/nonces.ts";

describe("The verifier's clock", () => {
  it("does not go back behind the newest sealed time it has seen, wherever its own clock is set.", () => {
    let own = 1000;
    const clock = new SealedClock({ now: () => own });
    clock.saw(1030);
    clock.saw(1010);
    expect(clock.now()).to.equal(1030);
    own = 0;
    expect(clock.now()).to.equal(1030);
    own = 2000;
    expect(clock.now()).to.equal(2000);
    expect(clock.newest).to.equal(1030);
  });

  it("remembers no sealed time that is more than a minute ahead of its own clock.", () => {
    let own = 1000;
    const clock = new SealedClock({ now: () => own });
    for (let time = 1000; time < 5000; time += 60) clock.saw(time);
    expect([clock.now(), clock.newest, clock.own()]).to.deep.equal([1060, 1060, 1000]);
    own = 1100;
    clock.saw(1160);
    expect(clock.now()).to.equal(1160);
  });
});

const full = (act: () => unknown) => expect(act).to.throw().with.property("code", "verifier.too-many-challenges");

/** How often it can be done until it is refused; at most so often. */
function flood(act: () => unknown, most = 200_000): number {
  for (let times = 0; times < most; times++) {
    try {
      act();
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

/** By a model that keeps them in a list: what is refused, what is taken, and who loses one when all room is taken. */
function histories({ each, most }: { each: number; most: number }, steps: readonly Step[]): void {
  let time = 0;
  const open = challenges({ each, most, life: 10, now: () => time });
  let given: Given[] = [];
  /** Whose number changed last is last. */
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
      expect(open.take(taken.nonce)).to.equal(taken.at >= time - 10);
      expect(open.take(taken.nonce)).to.equal(false);
      drop(taken);
    }
    if (!("ask" in step)) continue;
    given.filter(({ at }) => at < time - 10).forEach(drop);
    const by = step.ask ?? "";
    const largest = Math.max(...names.map(countOf));
    const isOver = step.ask !== undefined && countOf(by) >= each;
    if (isOver || (given.length >= most && largest < countOf(by) + 2)) {
      full(() => open.issue({ requester: step.ask }));
      continue;
    }
    const loser = names.find((name) => countOf(name) === largest);
    if (given.length >= most) drop(given.find((one) => one.by === loser) as Given);
    given.push({ nonce: open.issue({ requester: step.ask }), by, at: time });
    names = [...names.filter((name) => name !== by), by];
  }
  for (const { nonce, at } of given) expect(open.take(nonce)).to.equal(at >= time - 10);
}

describe("The verifier's challenges", () => {
  it("are taken once, and only those it gave out.", () => {
    const open = challenges({ now: () => 0 });
    const nonce = open.issue();
    expect(nonce).to.match(/^[\w-]{43}$/);
    expect(open.take("another")).to.equal(false);
    expect(open.take(nonce)).to.equal(true);
    expect(open.take(nonce)).to.equal(false);
  });

  it("run out.", () => {
    let time = 0;
    const open = challenges({ life: 10, now: () => time });
    const nonce = open.issue();
    time = 11;
    expect(open.take(nonce)).to.equal(false);
  });

  it("run out also when the clock was set back while others were open.", () => {
    let time = 1000;
    const open = challenges({ life: 300, now: () => time });
    open.issue();
    time = 0;
    const nonce = open.issue();
    time = 1200;
    expect(open.take(nonce)).to.equal(false);
  });

  it("are worth nothing by a clock that does not tell the time, or with a life that is none.", () => {
    let time = 0;
    const broken = challenges({ now: () => time });
    const nonce = broken.issue();
    time = Number.NaN;
    expect(broken.take(nonce)).to.equal(false);
    for (const life of [Number.NaN, Number.POSITIVE_INFINITY, -1, 0]) {
      expect(() => challenges({ life, now: () => 0 }), String(life))
        .to.throw()
        .with.property("code", "verifier.challenges");
    }
    for (const most of [Number.NaN, Number.POSITIVE_INFINITY, 0, 1.5]) {
      expect(() => challenges({ most, now: () => 0 }), String(most))
        .to.throw()
        .with.property("code", "verifier.challenges");
    }
  });

  it("are bounded: a flood of requests pushes nobody's out.", () => {
    const open = challenges({ most: 2, now: () => 0 });
    const first = open.issue();
    open.issue();
    full(() => open.issue());
    expect(open.take(first)).to.equal(true);
  });

  it("are given to all others while one requester floods, who is stopped at its own limit.", () => {
    for (const limits of [{}, { each: 50, most: 100 }, { each: 100, most: 100 }]) {
      const open = challenges({ ...limits, now: () => 0 });
      const early = open.issue({ requester: "early" });
      flood(() => open.issue({ requester: "flood" }));
      const [late, unnamed] = [open.issue({ requester: "late" }), open.issue()];
      for (const nonce of [early, late, unnamed]) expect(open.take(nonce)).to.equal(true);
    }
  });

  it("of a requester at its limit go on when it takes one back, or when one runs out.", () => {
    let time = 0;
    const open = challenges({ each: 2, life: 300, now: () => time });
    const ask = () => open.issue({ requester: "shop" });
    const first = ask();
    time = 200;
    ask();
    full(ask);
    expect(open.take(first)).to.equal(true);
    const third = ask();
    full(ask);
    time = 501;
    ask();
    full(() => [ask(), ask()]);
    expect(open.take(third)).to.equal(false);
  });

  it("that nobody is named for are one requester's, who has all the room that others leave.", () => {
    const open = challenges({ each: 10, most: 100, now: () => 0 });
    expect(flood(() => open.issue())).to.equal(100);
    expect(flood(() => open.issue({ requester: "shop" }))).to.equal(10);
  });

  it("are shared evenly among many who flood: whoever has less than its share is never refused, and loses none.", () => {
    const open = challenges({ each: 1_000, most: 1_000, now: () => 0 });
    const mine = Array.from({ length: 10 }, () => open.issue({ requester: "honest" }));
    for (let i = 0; i < 40; i++) flood(() => open.issue({ requester: `flood ${i}` }), 2_000);
    mine.push(...Array.from({ length: 10 }, () => open.issue({ requester: "honest" })));
    for (const nonce of mine) expect(open.take(nonce)).to.equal(true);
  });

  it("are never more than there is room for, whoever asks; the last one of a requester is nobody else's to take.", () => {
    const open = challenges({ most: 100, now: () => 0 });
    const nonces = Array.from({ length: 100 }, (_, i) => open.issue({ requester: `${i}` }));
    full(() => open.issue({ requester: "late" }));
    full(() => open.issue({ requester: "7" }));
    for (const nonce of nonces) expect(open.take(nonce)).to.equal(true);
    expect(flood(() => open.issue())).to.equal(100);
  });

  it("are not kept under names of any length.", () => {
    const open = challenges({ now: () => 0 });
    open.issue({ requester: "x".repeat(256) });
    for (const requester of ["", "x".repeat(257), 7 as unknown as string]) {
      expect(() => open.issue({ requester }))
        .to.throw()
        .with.property("code", "verifier.challenges");
    }
  });

  it("obey all of this in any order of asking, taking and waiting.", () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ ask: fc.constantFrom(undefined, "a", "b", "c", "d") }) },
      { weight: 3, arbitrary: fc.record({ take: fc.nat(40) }) },
      { weight: 1, arbitrary: fc.record({ wait: fc.nat(8) }) },
    );
    const limits = fc.record({ each: fc.integer({ min: 1, max: 6 }), most: fc.integer({ min: 1, max: 12 }) });
    fc.assert(fc.property(limits, fc.array(step, { maxLength: 80 }), histories));
  });
});
