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

/** OpenID4VP 1.0 §6.3, §6.4.1: the claim has one of the values, in type and value; without values, it has content. */
function isThere({ id = "", values }: ClaimQuery, held: Readonly<Record<string, unknown>>): boolean {
  const name = id.slice(3);
  if (!Object.hasOwn(held, name)) return false;
  if (values === undefined) return held[name] !== null && held[name] !== "";
  return values.some((each) => typeof each === typeof held[name] && String(each) === String(held[name]));
}

describe("The claims of a query", () => {
  it("are answered by the first claim set that a credential has completely, for any query and any claims", () => {
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

  it("that may be disclosed are those of all sets, each once", () => {
    fc.assert(
      fc.property(query, (asked) => {
        const named = new Set((asked.claimSets ?? [NAMES.map((name) => `id-${name}`)]).flat());
        const ids = askedClaims(asked).map(({ id = "" }) => id);
        expect(ids).to.have.members([...named]);
      }),
    );
  });

  it("are none if the query has none, and then every credential meets it", () => {
    expect(claimOptions({ id: "q", type: "urn:any" })).to.deep.equal([[]]);
  });

  it("are only those with an accepted value, if the query has values and the path selects several", () => {
    const held = { nationalities: ["GB", "KR", 7, "GB"] };
    const found = (values: readonly ClaimValue[]) =>
      answering({ path: ["nationalities", null], values }, held).map(({ position }) => position.at(-1));
    expect(found(["GB"])).to.deep.equal([0, 3]);
    expect(found(["KR", 7])).to.deep.equal([1, 2]);
    expect(found(["7", true])).to.deep.equal([]);
  });
});
