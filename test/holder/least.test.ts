import { expect } from "chai";
import fc from "fast-check";
import { decode } from "../../src/formats/index.ts";
import type { ClaimPath } from "../../src/public/verifier.ts";
import { isWithheld } from "../../src/request/withheld.ts";
import { CIVIL_SERVANT_ID } from "../issuer/fixture.ts";
import { shownIn } from "../support/shown.ts";
import { give, REQUEST, registered, walletFor } from "./fixture.ts";

type Node = string | readonly Node[] | Tree;
type Tree = { readonly [name: string]: Node };
type Path = readonly (string | number)[];

const list = (node: fc.Arbitrary<Node>) => fc.array(node, { minLength: 1, maxLength: 3 });
const NAMES = ["a", "b", "c", "d"];
const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree; node: Node }>((tie) => ({
  tree: fc.dictionary(fc.constantFrom(...NAMES), tie("node"), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  node: fc.oneof({ maxDepth: 3, depthSize: "small" }, fc.constantFrom("x", "y"), tie("tree"), list(tie("node"))),
})).tree;

/** The paths to everything in the tree that is not withheld. */
function places(node: Node, at: Path = []): Path[] {
  if (isWithheld(node)) return [];
  const members: [string | number, Node][] = Array.isArray(node) ? [...node.entries()] : Object.entries(node);
  const below = typeof node === "string" ? [] : members.flatMap(([step, member]) => places(member, [...at, step]));
  return at.length === 0 ? below : [at, ...below];
}

const leads = (path: Path, to: Path) => path.every((step, i) => step === to[i]);

describe("What a wallet shows", () => {
  it("is exactly the claims asked for, with their contents, for any claims and any request", async () => {
    const cases = tree.chain((claims) => fc.tuple(fc.constant(claims), fc.subarray(places(claims))));
    await fc.assert(
      fc.asyncProperty(cases, async ([claims, asked]) => {
        const wallet = walletFor({ relyingParties: registered({}) });
        await give(wallet, { claims });
        const request = {
          ...REQUEST,
          credentials: [{ id: "id", type: CIVIL_SERVANT_ID, claims: asked as ClaimPath[] }],
        };
        const [presentation = ""] = shownIn(
          await wallet.present(request, { acknowledge: await wallet.review(request) }),
        );
        const shown = decode(presentation)[0]!.claims as Tree;
        const expected = places(claims).filter((place) =>
          asked.some((path) => leads(path, place) || leads(place, path)),
        );
        expect(places(shown)).to.have.deep.members(expected);
        const {
          queries: [match],
        } = await wallet.matches(request);
        expect(match?.candidates[0]?.shows).to.deep.equal(shown);
        expect(match?.candidates[0]?.unasked).to.deep.equal([]);
      }),
      { numRuns: 40 },
    );
  });
});
