import { expect } from "chai";
import manifest from "../../package.json" with { type: "json" };

const ENTRIES = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === "string" ? [] : [entry.default.replace("./dist/", "").replace(/\.js$/, ".ts")],
);

/** The paths of all objects inside this value, and of itself, that can be changed. */
function open(value: unknown, name: string, seen = new Set<unknown>()): string[] {
  if (typeof value !== "object" || value === null || seen.has(value)) return [];
  seen.add(value);
  const inside = Object.entries(value).flatMap(([key, member]) => open(member, `${name}.${key}`, seen));
  return Object.isFrozen(value) ? inside : [name, ...inside];
}

describe("The objects that the package exports", () => {
  for (const entry of ENTRIES) {
    it(`cannot be changed in ${entry}`, async () => {
      const exported: Record<string, unknown> = await import(`../../${entry}`);
      expect(Object.keys(exported)).to.not.be.empty;
      expect(Object.entries(exported).flatMap(([name, value]) => open(value, name))).to.deep.equal([]);
    });
  }

  it("are found by the test, which detects changeable ones", () => {
    expect(ENTRIES).to.include("src/public/formats.ts");
    expect(open([Object.freeze({ a: {} })], "list")).to.deep.equal(["list", "list.0.a"]);
  });
});
