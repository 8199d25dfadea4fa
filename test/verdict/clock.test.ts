import { expect } from "chai";
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
    expect(() => open.issue())
      .to.throw()
      .with.property("code", "verifier.too-many-challenges");
    expect(open.take(first)).to.equal(true);
  });
});
