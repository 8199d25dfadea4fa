import { expect } from "chai";
import fc from "fast-check";
import { resolveDisclosures } from "../../src/formats/sd-jwt-vc/disclosures.ts";
import type { Verdict } from "../../src/public/verifier.ts";
import { type ClaimPath, claimAt } from "../../src/request/claim-path.ts";
import { toJson } from "../../src/verdict/json.ts";
import { issueVcJwt } from "../formats/issuing.ts";
import { presentVcJwt } from "../formats/presenting.ts";
import { often } from "../support/often.ts";
import { codes, gate, ISSUER_DID, issue, issuer, POLICY, present, saerom, TIME, VCT } from "./gate.fixture.ts";

/** A revoked licence, and one in force. */
const LICENCES = [
  { class: "1-ordinary", state: "revoked" },
  { class: "2-ordinary", state: "valid" },
];

const asking = (...claims: ClaimPath[]) => ({ credentials: [{ ...POLICY.credentials[0], claims }] });

/** The verdict of a verifier that asks for these claims, on a presentation that discloses those. */
async function asked(
  claims: readonly ClaimPath[],
  disclose: readonly ClaimPath[],
  of: object = { licences: LICENCES },
): Promise<Verdict> {
  return gate(await present(issue({ claims: of }), { disclose }), { policy: asking(...claims) });
}

describe("An index in a list", () => {
  it("counts elements as issued, so another element cannot answer for a withheld one", async () => {
    const verdict = await asked([["licences", 0, "state"]], [["licences", 1]]);
    expect(verdict.outcome).to.equal("invalid");
    expect(codes(verdict)).to.deep.equal(["policy.claims-missing"]);
    expect(verdict.text.en).to.include("licences.0.state");
  });

  it("selects the same element, whichever others are withheld", async () => {
    for (const [i, { class: kind }] of LICENCES.entries()) {
      const path: ClaimPath = ["licences", i, "class"];
      const verdict = await asked([path], [path]);
      expect(verdict.outcome).to.equal("valid");
      expect(claimAt(verdict.credentials[0]?.claims ?? {}, path)).to.equal(kind);
    }
  });

  it("of a withheld element selects nothing, not even null", async () => {
    const claims = { marks: [null, "a", null, 7], none: [1, 2] };
    const verdict = await asked(
      [
        ["marks", 1],
        ["marks", 3],
      ],
      [
        ["marks", 0],
        ["marks", 1],
        ["marks", 3],
      ],
      claims,
    );
    const shown = verdict.credentials[0]?.claims ?? {};
    expect([0, 1, 2, 3].map((i) => claimAt(shown, ["marks", i]))).to.deep.equal([null, "a", undefined, 7]);
    expect(claimAt(shown, ["marks", 2, "..."])).to.equal(undefined);
    const read = JSON.parse(toJson(verdict)) as Verdict;
    expect(read.credentials[0]?.claims).to.deep.equal({ marks: [null, "a", { "...": "withheld" }, 7] });
    expect(claimAt(read.credentials[0]?.claims ?? {}, ["marks", 2])).to.equal(undefined);
  });

  it("does not help a list of which everything is withheld: the list counts as missing", async () => {
    const open = issue({ claims: { licences: LICENCES }, disclosable: [["licences", null]] });
    const verdict = await gate(await present(open, { disclose: [] }), { policy: asking("licences") });
    expect(codes(verdict)).to.deep.equal(["policy.claims-missing"]);
  });

  it("counts elements as issued even if another issuer's list contains decoys", async () => {
    const list = [{ "...": "bm9ib2R5J3MgZGlnZXN0LCBhIGRlY295IG9mIDQzIGw" }, ...LICENCES];
    const { claims } = resolveDisclosures({ licences: list }, []);
    expect([0, 1, 2].map((i) => claimAt(claims, ["licences", i, "class"]))).to.deep.equal([
      undefined,
      "1-ordinary",
      "2-ordinary",
    ]);
  });

  it("works the same in a vc+jwt, of which nothing can be withheld", async () => {
    const { audience, nonce } = POLICY;
    const subject = { claims: { licences: LICENCES }, holderKey: saerom.publicJwk, status: { list: 0, index: 7 } };
    const credential = await issueVcJwt({ ...subject, signer: issuer, issuer: ISSUER_DID, vct: VCT, issuedAt: TIME });
    const presented = { credentials: [credential], holder: saerom, audience, nonce, issuedAt: TIME };
    const shown = await presentVcJwt(presented);
    expect((await gate(shown, { policy: asking(["licences", 1, "class"]) })).outcome).to.equal("valid");
    expect(codes(await gate(shown, { policy: asking(["licences", 2]) }))).to.deep.equal(["policy.claims-missing"]);
  });

  it("must select equal values in all credentials of one holder", async () => {
    const sameHolder = [["names", 0]];
    const named = (names: string[], vct: string, index: number) =>
      present(issue({ vct, claims: { names }, status: { list: 0, index } }), { disclose: [["names", 1]] });
    const other = "https://credentials.go.kr/resident-extract/1";
    const shown = { id: [await named(["김", "박"], VCT, 7)], other: [await named(["이", "박"], other, 8)] };
    const claims = ["names"];
    const credentials = [
      { id: "id", type: VCT, claims },
      { id: "other", type: other, claims },
    ];
    expect(codes(await gate(shown, { policy: { credentials, sameHolder } }))).to.deep.equal([
      "policy.different-holders",
    ]);
  });
});

type Tree = string | null | Tree[] | { [name: string]: Tree };
type ClaimPosition = readonly (string | number)[];

const { claims: trees } = fc.letrec<{ tree: Tree; claims: Record<string, Tree> }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constant(null),
    fc.constantFrom("x", "y"),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b"), tie("tree"), { maxKeys: 2, noNullPrototype: true }),
  ),
  claims: fc.dictionary(fc.constantFrom("p", "q", "r"), tie("tree"), { minKeys: 1, noNullPrototype: true }),
}));

function placesIn(value: Tree, at: ClaimPosition = []): ClaimPosition[] {
  if (typeof value !== "object" || value === null) return [at];
  const members: [string | number, Tree][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [at, ...members.flatMap(([step, member]) => placesIn(member, [...at, step]))];
}

const leadsTo = (path: ClaimPosition, place: ClaimPosition) => path.every((step, i) => step === place[i]);

describe("A claim's path", () => {
  it("selects a claim if and only if it was disclosed, for any claims and any disclosure", async () => {
    const cases = trees.chain((claims) => {
      const places = placesIn(claims).slice(1);
      return fc.tuple(fc.constant(claims), fc.constant(places), fc.subarray(places));
    });
    await fc.assert(
      fc.asyncProperty(cases, async ([claims, places, disclosed]) => {
        const verdict = await asked([], disclosed, claims);
        expect(verdict.outcome).to.equal("valid");
        const shown = verdict.credentials[0]?.claims ?? {};
        for (const place of places) {
          const isShown = disclosed.some((path) => leadsTo(path, place) || leadsTo(place, path));
          const [found, issued] = [claimAt(shown, place), claimAt(claims, place)];
          expect(found !== undefined, `${JSON.stringify(place)} of ${JSON.stringify(shown)}`).to.equal(isShown);
          const isWhole = disclosed.some((path) => leadsTo(path, place));
          if (isWhole) expect(found).to.deep.equal(issued);
        }
      }),
      often(150, "claims with some withheld"),
    );
  });
});
