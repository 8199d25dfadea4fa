import { expect } from "chai";
import { isDidimError } from "../../src/errors/error.ts";
import { gate, issue, present, VCT } from "./gate.fixture.ts";

const query = { id: "id", type: VCT };
const other = { id: "other", type: VCT };
const asking = (more: object) => ({ credentials: [{ ...query, ...more }] });
const claims = [{ id: "n", path: "nowhere" }];
const holes = (...list: unknown[]): unknown[] => Object.assign(Array(list.length + 1), list);

/**
 * [the member that the error names, the policy]. If one of these policies were accepted, it would ask for less than it
 * seems to.
 */
const WRONG: readonly (readonly [string, object])[] = [
  ["credentials", { credentials: null }],
  ["credentials", { credentials: { length: 1, 0: query } }],
  ["credentials", { credentials: holes(query) }],
  ["credentials", { credentials: [null] }],
  ["id", { credentials: [{ ...query, id: ["id"] }] }],
  ["format", asking({ format: null })],
  ["multiple", asking({ multiple: "false" })],
  ["multiple", asking({ multiple: 0 })],
  ["multiple", asking({ multiple: null })],
  ["oneTimeCopies", asking({ oneTimeCopies: "no" })],
  ["claims", asking({ claims: null })],
  ["claims", asking({ claims: "nowhere" })],
  ["claims", asking({ claims: { length: 0 } })],
  ["claims", asking({ claims: new Set(["nowhere"]) })],
  ["claims", asking({ claims: holes() })],
  ["claimSets", asking({ claims, claimSets: null })],
  ["claimSets", asking({ claims, claimSets: holes(["n"]) })],
  ["claimSets", asking({ claims, claimSets: ["n"] })],
  ["claimSets", asking({ claims, claimSets: [holes("n")] })],
  ["values", asking({ claims: [{ path: "family_name", values: null }] })],
  ["values", asking({ claims: [{ path: "family_name", values: "x" }] })],
  ["values", asking({ claims: [{ path: "family_name", values: holes() }] })],
  [
    "values",
    asking({ claims: [{ path: "family_name", values: { length: 1, every: () => true, includes: () => true } }] }),
  ],
  ["issuers", asking({ issuers: null })],
  ["issuers", asking({ issuers: [{ toString: () => "did:ethr:0x1:0x0" }] })],
  ["authorities", asking({ authorities: holes() })],
  ["credentialSets", { credentialSets: null }],
  ["credentialSets", { credentialSets: [null] }],
  ["credentialSets", { credentialSets: holes({ options: [["id"]] }) }],
  ["options", { credentialSets: [{ options: [["id"], holes()] }] }],
  ["options", { credentialSets: [{ options: ["id"] }] }],
  ...[null, 0, "", "no"].map(
    (required) =>
      [
        "required",
        { credentials: [query, other], credentialSets: [{ options: [["id"]] }, { options: [["other"]], required }] },
      ] as const,
  ),
  ["sameHolder", { sameHolder: null }],
  ["sameHolder", { sameHolder: "name" }],
  ["sameHolder", { sameHolder: holes() }],
];

describe("A policy with a member of the wrong type", () => {
  for (const [i, [name, policy]] of WRONG.entries()) {
    it(`is refused with an error that names ${name} (${i})`, async () => {
      const error: unknown = await gate(await present(issue()), { policy }).catch((thrown: unknown) => thrown);
      expect(isDidimError(error) && error.code, String(error)).to.equal("policy.query");
      expect(String(isDidimError(error) && error.details.why)).to.include(name);
    });
  }

  it("differs from one with undefined optional members, which is accepted", async () => {
    const policy = {
      credentials: [{ ...query, multiple: undefined, claims: undefined, issuers: undefined, oneTimeCopies: undefined }],
      credentialSets: undefined,
      sameHolder: undefined,
    };
    expect((await gate(await present(issue()), { policy })).outcome).to.equal("valid");
  });
});
