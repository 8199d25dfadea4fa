import { expect } from "chai";
import fc from "fast-check";
import {
  type ClaimPath,
  type ClaimPosition,
  claimAt,
  hasContent,
  isClaimPath,
  Positions,
  selectedBy,
} from "../../src/request/claim-path.ts";
import { WITHHELD } from "../../src/request/withheld.ts";

/** The example of OpenID4VP 1.0 §7.3. */
const ARTHUR = {
  name: "Arthur Dent",
  address: { street_address: "42 Market Street", locality: "Milliways", postal_code: "12345" },
  degrees: [
    { type: "Bachelor of Science", university: "University of Betelgeuse" },
    { type: "Master of Science", university: "University of Betelgeuse" },
  ],
  nationalities: ["British", "Betelgeusian"],
};

const valuesAt = (path: ClaimPath, claims: object = ARTHUR) =>
  selectedBy(path, claims as Record<string, unknown>).map(({ value }) => value);

describe("A claim", () => {
  it("has no content if everything in it is empty or withheld, at any depth", () => {
    const shells = [undefined, null, "", {}, [], WITHHELD, [WITHHELD], { home: {} }, [[WITHHELD], WITHHELD, { x: [] }]];
    for (const shell of shells) expect(hasContent(shell), JSON.stringify(shell)).to.equal(false);
    const said = [0, false, "x", [0], { home: { number: 0 } }, [[WITHHELD, "q"], WITHHELD], { "": [{ x: false }] }];
    for (const claim of said) expect(hasContent(claim), JSON.stringify(claim)).to.equal(true);
  });
});

describe("A claims path pointer", () => {
  it("selects the claims of the examples in OpenID4VP 1.0 §7.3", () => {
    expect(valuesAt(["name"])).to.deep.equal(["Arthur Dent"]);
    expect(valuesAt("name")).to.deep.equal(["Arthur Dent"]);
    expect(valuesAt(["address"])).to.deep.equal([ARTHUR.address]);
    expect(valuesAt(["address", "street_address"])).to.deep.equal(["42 Market Street"]);
    expect(valuesAt(["degrees", null, "type"])).to.deep.equal(["Bachelor of Science", "Master of Science"]);
    expect(valuesAt(["nationalities", 1])).to.deep.equal(["Betelgeusian"]);
  });

  it("gives the position of each selected claim", () => {
    expect(selectedBy(["degrees", null, "type"], ARTHUR).map(({ position }) => position)).to.deep.equal([
      ["degrees", 0, "type"],
      ["degrees", 1, "type"],
    ]);
  });

  it("skips elements without the selected member, and lists that are too short (§7.1.1)", () => {
    const claims = { of: [{ a: 1 }, { b: 2 }, { a: 3 }], in: [[1, 2], [3], []] };
    expect(valuesAt(["of", null, "a"], claims)).to.deep.equal([1, 3]);
    expect(valuesAt(["in", null, 1], claims)).to.deep.equal([2]);
    expect(valuesAt(["in", null, null], claims)).to.deep.equal([1, 2, 3]);
  });

  it("selects nothing if a value on the way does not match its step (§7.1.1)", () => {
    const claims = { mixed: [{ a: 1 }, "b"], none: [], of: [[1], 2] };
    for (const path of [
      ["mixed", null, "a"],
      ["none", null],
      ["of", null, 0],
      ["mixed", "0"],
      ["mixed", "length"],
      ["name", null],
      ["mixed", 0, 0],
      ["missing"],
      ["__proto__"],
      ["constructor", "name"],
      [],
    ]) {
      expect(valuesAt(path as ClaimPath, claims), JSON.stringify(path)).to.deep.equal([]);
    }
  });

  it("skips withheld elements, but counts them", () => {
    const claims = { list: [WITHHELD, { a: 1 }, WITHHELD, { a: 2 }] };
    expect(valuesAt(["list", null, "a"], claims)).to.deep.equal([1, 2]);
    expect(valuesAt(["list", 3, "a"], claims)).to.deep.equal([2]);
    expect(valuesAt(["list", 0], claims)).to.deep.equal([]);
    expect(valuesAt(["list", null], { list: [WITHHELD] })).to.deep.equal([]);
  });

  it("gives one value, or with null a list of all selected values", () => {
    expect(claimAt(ARTHUR, ["nationalities", 0])).to.equal("British");
    expect(claimAt(ARTHUR, ["nationalities", null])).to.deep.equal(["British", "Betelgeusian"]);
    expect(claimAt(ARTHUR, ["nationalities", 2])).to.equal(undefined);
    expect(claimAt(ARTHUR, ["name", null])).to.equal(undefined);
  });

  it("must be a name, or steps that begin with a name", () => {
    const deep = Array.from({ length: 16 }, () => "a");
    for (const path of ["a", ["a"], ["a", 0, null, "b"], deep]) expect(isClaimPath(path), String(path)).to.equal(true);
    const holes: unknown[] = ["a"];
    holes[2] = "b";
    const wrong = ["", [], [""], [0], [null], ["a", ""], ["a", -1], ["a", 1.5], ["a", {}], [...deep, "b"], holes];
    for (const path of [...wrong, undefined, null, 1, {}, { path: "a" }]) {
      expect(isClaimPath(path), JSON.stringify(path)).to.equal(false);
    }
  });
});

describe("Positions of claims", () => {
  const touches = (one: ClaimPosition, other: ClaimPosition) => new Positions([one]).touch(other);

  it("touch a position inside one of them, and one that leads to one of them", () => {
    expect(touches(["a"], ["a", 0])).to.equal(true);
    expect(touches(["a", 0], ["a"])).to.equal(true);
    expect(touches(["a", 0], ["a", 1])).to.equal(false);
    expect(touches(["a", "0"], ["a", 0])).to.equal(false);
    expect(new Positions([]).touch(["a"])).to.equal(false);
  });

  it("touch exactly the positions that agree with one of them in all steps that both have", () => {
    const position = fc.array(fc.constantFrom<string | number>("a", "b", "0", 0, 1), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(position, { maxLength: 6 }), position, (some, other) => {
        const agree = (one: ClaimPosition) => one.every((step, i) => i >= other.length || step === other[i]);
        expect(new Positions(some).touch(other)).to.equal(some.some(agree));
      }),
    );
  });

  it("read each step only once, however many positions there are", () => {
    let reads = 0;
    const counted = (steps: (string | number)[]) =>
      new Proxy(steps, {
        get(target, name, receiver) {
          if (typeof name === "string" && /^\d+$/.test(name)) reads += 1;
          return Reflect.get(target, name, receiver);
        },
      });
    const count = 2_000;
    const positions = new Positions(Array.from({ length: count }, (_, i) => counted(["list", i, "name"])));
    for (let i = 0; i < count; i++) positions.touch(counted(["list", i, "other"]));
    expect(reads).to.be.at.most(2 * 3 * count);
  });
});
