import { expect } from "chai";
import fc from "fast-check";
import { answering, askedClaims, claimOptions } from "../../src/request/claims.ts";
import type { ClaimQuery, ClaimValue, CredentialQuery } from "../../src/request/request.ts";

const NAMES = ["a", "b", "c", "d"] as const;
const value = fc.constantFrom<ClaimValue>(1, 0, "1", "", true, false, "x");
const claims = fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(value, fc.constant(null)), { noNullPrototype: true });
const claim = (name: string): fc.Arbitrary<ClaimQuery> =>
  fc.record(
    {
      id: fc.constant(`id-${name}`),
      path: fc.constantFrom<ClaimQuery["path"]>(name, [name]),
      values: fc.array(value, { minLength: 1 }),
    },
    { requiredKeys: ["id", "path"] },
  );
const query: fc.Arbitrary<CredentialQuery> = fc
  .tuple(
    fc.tuple(...NAMES.map(claim)),
    fc.option(
      fc.array(
        fc.subarray(
          NAMES.map((name) => `id-${name}`),
          { minLength: 1 },
        ),
        { minLength: 1, maxLength: 4 },
      ),
    ),
  )
  .map(([all, claimSets]) => ({ id: "q", type: "urn:any", claims: all, ...(claimSets && { claimSets }) }));

/** OpenID4VP 1.0 §6.3, §6.4.1: of the right value and type; where no value is asked for, the claim says something. */
function isThere({ id = "", values }: ClaimQuery, held: Readonly<Record<string, unknown>>): boolean {
  const name = id.slice(3);
  if (!Object.hasOwn(held, name)) return false;
  if (values === undefined) return held[name] !== null && held[name] !== "";
  return values.some((each) => typeof each === typeof held[name] && String(each) === String(held[name]));
}

describe("The claims of a query", () => {
  it("are answered by the first set of them that a credential has whole, whatever is asked and whatever it has", () => {
    fc.assert(
      fc.property(query, claims, (asked, held) => {
        const all = asked.claims as readonly ClaimQuery[];
        const sets = asked.claimSets ?? [all.map(({ id = "" }) => id)];
        const expected = sets.findIndex((ids) =>
          all.filter(({ id = "" }) => ids.includes(id)).every((one) => isThere(one, held)),
        );
        const found = claimOptions(asked).findIndex((option) => option.every((one) => answering(one, held).length > 0));
        expect(found).to.equal(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it("that may come to be shown are those of any set, each once", () => {
    fc.assert(
      fc.property(query, (asked) => {
        const named = new Set((asked.claimSets ?? [NAMES.map((name) => `id-${name}`)]).flat());
        const ids = askedClaims(asked).map(({ id = "" }) => id);
        expect(ids).to.have.members([...named]);
      }),
    );
  });

  it("of a query without any are none, and met by every credential", () => {
    expect(claimOptions({ id: "q", type: "urn:any" })).to.deep.equal([[]]);
  });

  it("with values are, of several that a path selects, those that have one of them", () => {
    const held = { nationalities: ["GB", "KR", 7, "GB"] };
    const found = (values: readonly ClaimValue[]) =>
      answering({ path: ["nationalities", null], values }, held).map(({ position }) => position.at(-1));
    expect(found(["GB"])).to.deep.equal([0, 3]);
    expect(found(["KR", 7])).to.deep.equal([1, 2]);
    expect(found(["7", true])).to.deep.equal([]);
  });
});
