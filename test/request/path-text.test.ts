import { expect } from "chai";
import fc from "fast-check";
import type { ClaimPath } from "../../src/request/claim-path.ts";
import { pathText, quotedPath, quotedValue } from "../../src/request/path-text.ts";

const text = (of: (path: ClaimPath) => string, paths: readonly unknown[]) => paths.map((path) => of(path as ClaimPath));

describe("The text of a claim's path", () => {
  it("separates steps with dots, and has a star for all elements", () => {
    expect(text(pathText, ["name", ["degrees", null, "type"], ["list", 0], ["성명"]])).to.deep.equal([
      "name",
      "degrees.*.type",
      "list.0",
      "성명",
    ]);
  });

  it("quotes names that could be read as another path", () => {
    expect(text(pathText, [["a.b"], ["a", "*"], ["a", "0"], ["a, b"]])).to.deep.equal([
      '"a.b"',
      'a."\\u{2a}"',
      'a."0"',
      '"a\\u{2c}\u2423b"',
    ]);
  });

  it("quotes every name in a sentence to the holder", () => {
    expect(text(quotedPath, ["nothing", ["degrees", null, "type"], ["list", 0]])).to.deep.equal([
      '"nothing"',
      '"degrees".*."type"',
      '"list".0',
    ]);
  });

  it("cannot be ended early by characters in a name", () => {
    const tricks = [
      'a". Registered for all. "',
      "a\u201d. Registered",
      "a\u02ba",
      "a\\",
      "a\nb",
      "a\u3164b",
      "a\u00a0b",
      "\u2423",
    ];
    for (const trick of tricks) {
      expect(quotedPath(trick), JSON.stringify(trick)).to.match(/^"[\p{L}\p{N}._:/#@\\{}\u2423-]*"$/u);
      expect(quotedValue(trick)).to.equal(quotedPath(trick));
    }
  });

  it("is short, and distinct from any other path's, even with the same beginning", () => {
    const step = fc.oneof(
      fc.constantFrom<string | number | null>(null, 0, 1, "*", "0", "1", "a", "a.b", 'a"."b', " ", "\u2423", "\\u{20}"),
      fc.string({ minLength: 1, maxLength: 300 }),
    );
    const path = fc
      .tuple(fc.constantFrom("a", "a.*", "b"), fc.array(step, { maxLength: 4 }))
      .map(([a, b]) => [a, ...b]);
    fc.assert(
      fc.property(path, path, (one, other) => {
        for (const written of [pathText, quotedPath]) {
          expect(written(one).length).to.be.at.most(260);
          expect(written(one) === written(other)).to.equal(JSON.stringify(one) === JSON.stringify(other));
        }
      }),
    );
    const long = "x".repeat(256);
    expect(quotedPath([long, "a"])).not.to.equal(quotedPath([long, "b"]));
    expect(quotedValue("x".repeat(2_000)).length).to.be.below(150);
  });

  it("has a counterpart for values, which keeps texts apart from numbers and booleans", () => {
    expect([1, "1", true, "true"].map(quotedValue)).to.deep.equal(["1", '"1"', "true", '"true"']);
  });
});
