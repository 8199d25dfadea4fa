import { expect } from "chai";
import { unknownNames, withNearest } from "../../src/written/names.ts";

describe("A name that is not known", () => {
  it("is named with the known one that it is near to", () => {
    const known = ["do", "supervisor", "until", "votingDelay"];
    expect(unknownNames({ do: 1, untill: 2, votingdelay: 3, reason: 4 }, known)).to.equal(
      "untill (did you mean until?), votingdelay (did you mean votingDelay?), reason",
    );
    expect(unknownNames({ do: 1, until: 2 }, known)).to.equal(undefined);
  });

  it("is not taken for a short name that shares hardly a letter", () => {
    expect(withNearest("id", ["do", "at"])).to.equal("id");
    expect(withNearest("nothing", ["until"])).to.equal("nothing");
  });

  it("is cut short", () => {
    expect(withNearest("x".repeat(100_000), ["until"])).to.equal("x".repeat(40));
  });
});
