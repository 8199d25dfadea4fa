import { readFileSync } from "node:fs";
import { expect } from "chai";
import ts from "typescript";
import { createVerifier, type Policy, readPolicy } from "../../src/public/verifier.ts";
import { createTestRegistry } from "../../src/testing/registry.ts";

const PAGE = readFileSync("docs/verifying.md", "utf8");
const SOURCES = ["src/request/request.ts", "src/verdict/policy.ts"];

/** The members of an interface and of those that it extends; one of several declarations of a member counts once. */
function membersOf(name: string): readonly string[] {
  for (const file of SOURCES) {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
    const found = source.statements.filter(ts.isInterfaceDeclaration).find((each) => each.name.text === name);
    if (found === undefined) continue;
    const own = found.members.map((member) => (member.name as ts.Identifier).text);
    const above = found.heritageClauses?.flatMap(({ types }) =>
      types.map(({ expression }) => expression.getText(source)),
    );
    return [...new Set([...(above ?? []).flatMap(membersOf), ...own])];
  }
  throw new Error(`no interface ${name}`);
}

interface Row {
  readonly field: string;
  readonly where: string;
  readonly example: Record<string, unknown>;
}

/** The four tables of fields, in the order of the page. */
function tables(): readonly (readonly Row[])[] {
  const [, after = ""] = PAGE.split("\n## The policy\n");
  const [section = ""] = after.split("\n## ");
  return section
    .split("| field | in | example | says |")
    .slice(1)
    .map((table) =>
      [...table.matchAll(/^\| `(\w+)` \| (request|own) \| `(.+?)` \| \S.* \|$/gm)].map(
        ([, field = "", where = "", example = ""]) => ({ field, where, example: JSON.parse(example) }),
      ),
    );
}

const [policy = [], query = [], claim = [], set = []] = tables();

const QUERY = { id: "id", type: "urn:example:id", claims: ["name"] };
const POLICY = { audience: "https://gate.example", nonce: "8x2kQ0aV5nR7wZ1m", credentials: [QUERY] };
const ADULT = { id: "adult", path: ["over19"] };

describe("The table of the policy's fields on docs/verifying.md", () => {
  it("explains every field, and no other", () => {
    const fields = (rows: readonly Row[]): readonly string[] => rows.map(({ field }) => field);
    expect(fields(policy)).to.have.members(membersOf("Policy"));
    expect(fields(query)).to.have.members(membersOf("CredentialRequirement"));
    expect(fields(claim)).to.have.members(membersOf("ClaimQuery"));
    expect(fields(set)).to.have.members(membersOf("CredentialSetQuery"));
  });

  it("says which fields the wallet is told", () => {
    const told = policy.filter(({ where }) => where === "request").map(({ field }) => field);
    expect(told).to.have.members(membersOf("PresentationRequest"));
    expect([...query, ...claim, ...set].every(({ where }) => where === "request")).to.equal(true);
  });

  const examples: readonly (readonly [place: string, rows: readonly Row[], put: (example: object) => object])[] = [
    ["policy", policy, (example) => ({ ...POLICY, ...example })],
    ["query", query, (example) => ({ ...POLICY, credentials: [{ ...QUERY, ...example }] })],
    ["claim", claim, (example) => ({ ...POLICY, credentials: [{ ...QUERY, claims: [{ ...ADULT, ...example }] }] })],
    ["set", set, (example) => ({ ...POLICY, credentialSets: [{ options: [["id"]], ...example }] })],
  ];
  for (const [place, rows, put] of examples) {
    for (const { field, example } of rows) {
      it(`has an example of ${field} of a ${place} that a verifier accepts`, async () => {
        expect(example).to.have.property(field);
        if (field !== "askedAt" && field !== "asOf") return void readPolicy(put(example));
        // Not in a file: of one verification.
        expect(() => readPolicy(put(example))).to.throw(/unknown|not known|askedAt|asOf/);
        const { facts } = createTestRegistry();
        await createVerifier({ facts }).verify("", put(example) as Policy);
      });
    }
  }
});
