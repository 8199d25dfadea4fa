import { expect } from "chai";
import fc from "fast-check";
import { type Sighting, Standstill } from "../../network/standstill.ts";

const STILL_MS = 60_000;

/** Looks every 10 s for `seconds` seconds, and returns the names of all nodes that stood still at any time. */
function watched(seconds: number, seenAt: (second: number) => readonly Sighting[]): ReadonlySet<string> {
  const standstill = new Standstill(STILL_MS);
  const found = new Set<string>();
  for (let second = 0; second <= seconds; second += 10) {
    for (const name of standstill.look(seenAt(second), second * 1000)) found.add(name);
  }
  return found;
}

const running = (name: string, block: number): Sighting => ({ name, block, peers: 3 });

describe("A node that stands still", () => {
  it("is found once its block has not moved for a minute while the others' blocks do", () => {
    const seenAt = (second: number) => [running("node-1", 100), running("node-2", 100 + second)];
    expect([...watched(50, seenAt)]).to.deep.equal([]);
    expect([...watched(60, seenAt)]).to.deep.equal(["node-1"]);
  });

  it("is found on a machine with no other node, by the newest block of its peers", () => {
    const seenAt = (second: number) => [{ ...running("node-1", 100), highestOfPeers: 100 + second }];
    expect([...watched(60, seenAt)]).to.deep.equal(["node-1"]);
  });

  it("is not a node that catches up, however far behind it is", () => {
    const seenAt = (second: number) => [running("node-1", second), running("node-2", 1_000_000 + second)];
    expect([...watched(600, seenAt)]).to.deep.equal([]);
  });

  it("is not found while the whole chain is halted", () => {
    expect([...watched(600, () => [running("node-1", 100), running("node-2", 101)])]).to.deep.equal([]);
  });

  it("is not a node that is cut off: a restart would not connect it", () => {
    const seenAt = (second: number) => [{ ...running("node-1", 100), peers: 0 }, running("node-2", 100 + second)];
    expect([...watched(600, seenAt)]).to.deep.equal([]);
  });

  it("is not a node that does not answer; the minute begins anew when it answers again", () => {
    const silent = (second: number) => second >= 30 && second < 60;
    const seenAt = (second: number) => [
      silent(second) ? { name: "node-1" } : running("node-1", 100),
      running("node-2", 100 + second),
    ];
    expect([...watched(110, seenAt)]).to.deep.equal([]);
    expect([...watched(120, seenAt)]).to.deep.equal(["node-1"]);
  });

  it("has a whole minute again after a restart", () => {
    const standstill = new Standstill(STILL_MS);
    const look = (second: number) =>
      standstill.look([running("node-1", 100), running("node-2", 200 + second)], second * 1000);
    look(0);
    expect(look(60)).to.deep.equal(["node-1"]);
    standstill.forget("node-1");
    expect([look(61), look(120), look(121)]).to.deep.equal([[], [], ["node-1"]]);
  });

  it("is never a node whose block moves at least once a minute", () => {
    const steps = fc.array(fc.record({ block: fc.integer({ min: 1, max: 500 }), peers: fc.nat(3) }), { maxLength: 50 });
    fc.assert(
      fc.property(steps, (each) => {
        const standstill = new Standstill(STILL_MS);
        let block = 0;
        for (const [i, step] of each.entries()) {
          block += step.block;
          const seen = [{ name: "node-1", block, peers: step.peers }, running("node-2", 1_000_000)];
          expect(standstill.look(seen, i * (STILL_MS - 1))).not.to.include("node-1");
        }
      }),
    );
  });
});
