import { expect } from "chai";
import { SealedClock } from "../../src/verdict/clock.ts";

describe("The verifier's clock", () => {
  it("never goes back behind the newest sealed time it has seen, even if its own clock is set back", () => {
    let own = 1000;
    const clock = new SealedClock({ now: () => own });
    clock.rememberSealedTime(1030);
    clock.rememberSealedTime(1010);
    expect(clock.now()).to.equal(1030);
    own = 0;
    expect(clock.now()).to.equal(1030);
    own = 2000;
    expect(clock.now()).to.equal(2000);
    expect(clock.newest).to.equal(1030);
  });

  it("ignores a sealed time more than a minute ahead of its own clock", () => {
    let own = 1000;
    const clock = new SealedClock({ now: () => own });
    for (let time = 1000; time < 5000; time += 60) clock.rememberSealedTime(time);
    expect([clock.now(), clock.newest, clock.own()]).to.deep.equal([1060, 1060, 1000]);
    own = 1100;
    clock.rememberSealedTime(1160);
    expect(clock.now()).to.equal(1160);
  });
});
