import { expect } from "chai";
import fc from "fast-check";
import type { CredentialSetQuery } from "../../src/request/request.ts";
import { select, unsatisfied } from "../../src/request/sets.ts";

const IDS = ["a", "b", "c", "d", "e"] as const;
const credentials = IDS.map((id) => ({ id, type: "urn:any" }));

const options = fc.array(fc.subarray([...IDS], { minLength: 1 }), { minLength: 1, maxLength: 4 });
const set: fc.Arbitrary<CredentialSetQuery> = fc.record(
  { options, required: fc.boolean() },
  { requiredKeys: ["options"] },
);
const request = fc
  .option(fc.array(set, { minLength: 1, maxLength: 4 }), { nil: undefined })
  .map((credentialSets) => ({ credentials, ...(credentialSets && { credentialSets }) }));
type Asked = typeof request extends fc.Arbitrary<infer T> ? T : never;
const some = fc.subarray([...IDS]).map((ids) => new Set<string>(ids));

/** OpenID4VP 1.0 §6.4.2, literally. */
function isAnswered({ credentialSets }: Asked, answered: ReadonlySet<string>): boolean {
  if (credentialSets === undefined) return IDS.every((id) => answered.has(id));
  return credentialSets
    .filter((each) => each.required !== false)
    .every((each) => each.options.some((option) => option.every((id) => answered.has(id))));
}

/** All combinations of one option from each required set, the most preferred combination first. */
function ways({ credentialSets }: Asked): readonly (readonly (readonly string[])[])[] {
  const required = (credentialSets ?? IDS.map((id) => ({ options: [[id]] }) as CredentialSetQuery)).filter(
    (each) => each.required !== false,
  );
  return required.reduce<readonly (readonly (readonly string[])[])[]>(
    (before, { options }) => before.flatMap((way) => options.map((option) => [...way, option])),
    [[]],
  );
}

/** All subsets, from the empty one to the whole. */
function partsOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const [first, ...others] = all;
  if (first === undefined) return [[]];
  return partsOf(others).flatMap((part) => [part, [first, ...part]]);
}

describe("The credential sets of a request", () => {
  it("are satisfied by an answer exactly if the standard says so", () => {
    fc.assert(
      fc.property(request, some, (asked, answered) => {
        expect(unsatisfied(asked, answered).length === 0).to.equal(isAnswered(asked, answered));
      }),
    );
  });

  it("are answered by a minimal part of the first possible combination of options", () => {
    fc.assert(
      fc.property(request, some, (asked, can) => {
        const { ids, unanswerable, unused } = select(asked, can, new Set());
        const first = ways(asked).find((way) => way.flat().every((id) => can.has(id)));
        expect(unanswerable.length === 0).to.equal(first !== undefined);
        expect(unused).to.deep.equal([]);
        if (first === undefined) return;
        const parts = partsOf(first).map((part) => new Set(part.flat()));
        expect(parts).to.deep.include(ids);
        const enough = parts.filter((part) => isAnswered(asked, part));
        expect(enough).to.deep.include(ids);
        for (const part of enough) if ([...part].every((id) => ids.has(id))) expect(part).to.deep.equal(ids);
      }),
    );
  });

  it("are answered by the holder's choice and what it needs beside it, and the other choices are unused", () => {
    const cases = some.chain((can) => fc.tuple(request, fc.constant(can), fc.subarray([...can])));
    fc.assert(
      fc.property(cases, ([asked, can, choice]) => {
        const chosen = new Set(choice);
        const { ids, unanswerable, unused } = select(asked, can, chosen);
        expect(unanswerable.length === 0).to.equal(isAnswered(asked, can));
        for (const id of ids) expect(can.has(id), id).to.equal(true);
        for (const id of chosen) expect(ids.has(id), id).to.equal(true);
        if (unanswerable.length > 0) return;
        expect(isAnswered(asked, ids)).to.equal(true);
        // Queries beyond the choice belong to a required set that the choice alone does not satisfy.
        const sets = asked.credentialSets ?? IDS.map((id): CredentialSetQuery => ({ options: [[id]] }));
        const within = (option: readonly string[], those: ReadonlySet<string>) => option.every((id) => those.has(id));
        const open = sets.filter((each) => each.required !== false && !each.options.some((o) => within(o, chosen)));
        for (const id of ids)
          if (!chosen.has(id)) expect(open.some((each) => each.options.some((o) => o.includes(id)))).to.equal(true);
        const used = sets.flatMap((each) => each.options.filter((option) => within(option, ids))).flat();
        expect(new Set(unused)).to.deep.equal(new Set(choice.filter((id) => !used.includes(id))));
      }),
    );
  });

  it("are not answered by an option that the wallet cannot answer completely, even if the holder chose from it", () => {
    const credentialSets = [{ options: [["a", "b"], ["c", "d"], ["e"]] }];
    const asked = { credentials, credentialSets };
    const chosen = (...ids: string[]) => select(asked, new Set(["a", "c", "d", "e"]), new Set(ids));
    expect(chosen().ids).to.deep.equal(new Set(["c", "d"]));
    expect(chosen("d").ids).to.deep.equal(new Set(["c", "d"]));
    expect(chosen("e")).to.deep.equal({ ids: new Set(["e"]), unanswerable: [], unused: [] });
    expect(chosen("a").unused).to.deep.equal(["a"]);
  });

  it("are not answered by an option that another set makes unnecessary, in any order", () => {
    const only = { options: [["a"]] };
    const either = { options: [["b"], ["a"]] };
    const all = new Set<string>(IDS);
    for (const credentialSets of [
      [only, either],
      [either, only],
    ])
      expect(select({ credentials, credentialSets }, all, new Set()).ids).to.deep.equal(new Set(["a"]));
    const pair = { options: [["a", "b"], ["a"]] };
    for (const credentialSets of [
      [only, pair],
      [pair, only],
    ])
      expect(select({ credentials, credentialSets }, all, new Set()).ids).to.deep.equal(new Set(["a"]));
    // The verifier's preference decides unless another set does; the holder's choice is always kept.
    expect(select({ credentials, credentialSets: [pair] }, all, new Set()).ids).to.deep.equal(new Set(["a", "b"]));
    const both = select({ credentials, credentialSets: [only, either] }, all, new Set(["b"]));
    expect(both).to.deep.equal({ ids: new Set(["a", "b"]), unanswerable: [], unused: [] });
    const credentialSets = [{ options: [["b"], ["c", "a"]] }, { options: [["b"]] }];
    expect(select({ credentials, credentialSets }, all, new Set(["c"])).ids).to.deep.equal(new Set(["a", "b", "c"]));
  });
});
