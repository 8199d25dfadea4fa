import { expect } from "chai";
import fc from "fast-check";
import { isDidimError } from "../../src/errors/error.ts";
import {
  type ClaimQuery,
  type CredentialQuery,
  createMemoryCredentialStore,
  type PresentationRequest,
} from "../../src/public/holder.ts";
import { often } from "../support/often.ts";
import { ADDRESSED, answer, scene } from "./scene.fixture.ts";

const TYPES = ["urn:example:one", "urn:example:two"] as const;
const NAMES = ["a", "b", "c"] as const;
const IDS = ["p", "q", "r"] as const;

/** The claims of the holder's credentials of each type. In each, a different claim is missing or has another value. */
const CLAIMS: readonly Readonly<Record<string, unknown>>[] = [
  { a: 1, b: 1, c: 1 },
  { a: 2, c: 1 },
  { b: 2, c: "" },
];

const claim = (name: string): fc.Arbitrary<ClaimQuery> =>
  fc.record(
    {
      id: fc.constant(name),
      path: fc.constant(name),
      values: fc.subarray<string | number>([1, 2, "1"], { minLength: 1 }),
    },
    { requiredKeys: ["id", "path"] },
  );
const query = (id: string): fc.Arbitrary<CredentialQuery> =>
  fc
    .subarray([...NAMES], { minLength: 1 })
    .chain((names) =>
      fc.tuple(
        fc.constantFrom(...TYPES),
        fc.tuple(...names.map(claim)),
        // The last set contains every claim, because a claim in no set is refused.
        fc.option(fc.array(fc.subarray(names, { minLength: 1 }), { maxLength: 2 }).map((sets) => [...sets, names])),
      ),
    )
    .map(([type, claims, claimSets]) => ({ id, type, claims, ...(claimSets && { claimSets }) }));
const sets = fc
  .array(
    fc.record(
      {
        options: fc.array(fc.subarray([...IDS], { minLength: 1 }), { minLength: 1, maxLength: 3 }),
        required: fc.boolean(),
      },
      { requiredKeys: ["options"] },
    ),
    { minLength: 1, maxLength: 2 },
  )
  // The last set contains every query.
  .map((some) => [...some, { options: [[...IDS]], required: false }]);
const request: fc.Arbitrary<PresentationRequest> = fc
  .tuple(fc.tuple(...IDS.map(query)), fc.option(sets))
  .map(([credentials, credentialSets]) => ({ ...ADDRESSED, credentials, ...(credentialSets && { credentialSets }) }));

/**
 * OpenID4VP 1.0 §6.4: the names of the claims that a credential discloses; undefined if it does not answer the query.
 */
function shownOf({ claims = [], claimSets }: CredentialQuery, held: Readonly<Record<string, unknown>>) {
  const asked = claims as readonly ClaimQuery[];
  const isThere = (name: string): boolean => {
    const { values } = asked.find(({ id }) => id === name) ?? {};
    const value = held[name];
    return values === undefined ? value !== undefined && value !== "" : (values as unknown[]).includes(value);
  };
  return (claimSets ?? [asked.map(({ id = "" }) => id)]).find((names) => names.every(isThere));
}

describe("A wallet's answer", () => {
  it("is accepted by the verifier, discloses one claim set per credential, and is refused only if impossible", async function () {
    this.timeout(120_000);
    const store = createMemoryCredentialStore();
    let held: readonly string[] = [];
    const credentials = { ...store, list: async () => (await store.list()).filter(({ id }) => held.includes(id)) };
    const { wallet, give, judge } = await scene(TYPES, credentials);
    const all: { id: string; type: string; claims: Readonly<Record<string, unknown>> }[] = [];
    for (const type of TYPES) for (const claims of CLAIMS) all.push({ ...(await give(type, claims)), type, claims });

    await fc.assert(
      fc.asyncProperty(request, fc.subarray(all), async (asked, having) => {
        held = having.map(({ id }) => id);
        const fitting = ({ type, ...query }: CredentialQuery) =>
          having.flatMap((one) => (one.type === type ? [shownOf({ type, ...query }, one.claims)] : []));
        const can = asked.credentials.filter((each) => fitting(each).some((shown) => shown !== undefined));
        const isIn = (those: readonly string[]) => (option: readonly string[]) =>
          option.every((id) => those.includes(id));
        const required = (
          asked.credentialSets ?? IDS.map((id) => ({ options: [[id]] }) as { options: string[][]; required?: boolean })
        )
          .filter((set) => set.required !== false)
          .map(({ options }) => options);
        const possible = required.every((options) => options.some(isIn(can.map(({ id }) => id))));
        const presented = await answer(wallet, asked).catch((error: unknown) => error);
        if (isDidimError(presented)) {
          expect([presented.code, possible]).to.deep.equal(["holder.nothing-fits", false]);
          return;
        }
        expect(possible).to.equal(true);
        const shown = presented as Readonly<Record<string, readonly string[]>>;
        expect(required.every((options) => options.some(isIn(Object.keys(shown))))).to.equal(true);
        const verdict = await judge(shown, asked);
        // If no set is required, nothing is presented, and the verifier does not accept an empty answer.
        const expected = required.length > 0 ? "valid" : "invalid";
        expect(verdict.outcome, verdict.text.en).to.equal(expected);
        for (const { query: id, claims = {} } of verdict.credentials) {
          const query = asked.credentials.find((each) => each.id === id)!;
          expect(fitting(query).map((names) => names && [...names].sort())).to.deep.include(Object.keys(claims).sort());
        }
      }),
      often(150, "requests answered"),
    );
  });
});
