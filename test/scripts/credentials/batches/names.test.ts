import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Agency, linesIn, openAgency, people } from "./agency.fixture.ts";

/** Two credentials with one place in a list would be revoked together, and two for one row never both. */
describe("The name of a batch", function () {
  this.timeout(120_000);
  let agency: Agency;
  before(async () => {
    agency = await openAgency(8192);
    for (const list of ["2", "3"]) await agency.done("list", "open", list, "--capacity", "128", "--account", "8");
  });
  after(() => agency.close());

  const placesIn = (folder: string): string[] =>
    linesIn(agency.t.path(`${folder}/credentials.jsonl`)).map(({ list, index }) => `${list}/${index}`);
  const codeOf = async (words: readonly string[]): Promise<unknown> => {
    const { code, json } = await agency.didim(...words, "--json");
    return code === 0 ? 0 : (json().error as { code: string }).code;
  };

  it("belongs to the folder that issues under it, not to one whose batch was begun before and issued nothing", async () => {
    const { t, issue } = agency;
    const [many, few] = [t.write("many.csv", people(129)), t.write("few.csv", people(20))];
    const first = issue(many, "--name", "staff", "--out", t.path("first"));
    expect(await codeOf([...first, "--list", "2"])).to.equal("issuer.list-full");
    const second = issue(few, "--name", "staff", "--out", t.path("second"), "--list", "2");
    expect(await codeOf(second)).to.equal(0);
    // Without the check, 20 people of one file had the places of 20 others.
    expect(await codeOf(first)).to.equal("cli.batch-issued");
    expect(placesIn("first")).to.deep.equal([]);
    expect(await codeOf(second)).to.equal(0);
  });

  it("belongs to one of two commands that begin at the same time, with lists of their own", async () => {
    const { t, issue } = agency;
    const [one, other] = [t.write("one.csv", people(40)), t.write("other.csv", people(40))];
    const codes = await Promise.all([
      codeOf(issue(one, "--name", "both", "--out", t.path("one"))),
      codeOf(issue(other, "--name", "both", "--out", t.path("other"), "--list", "3")),
    ]);
    expect(codes).to.have.members([0, "cli.batch-issued"]);
  });

  it("is no use in a folder that another user can change, and so could say until when credentials are valid", async () => {
    const { t, issue } = agency;
    mkdirSync(t.path("shared"));
    chmodSync(t.path("shared"), 0o777);
    const refused = await codeOf(issue(t.write("shared.csv", people(2)), "--out", t.path("shared")));
    expect([refused, readdirSync(t.path("shared"))]).to.deep.equal(["cli.batch-folder", []]);
  });

  it("stays taken when the folder is deleted and an old copy of the register put back", async () => {
    const { t, issue, done, city } = agency;
    const file = t.write("old.csv", people(5));
    const register = readdirSync(t.path("issued")).find((name) => name.endsWith(".db")) ?? "";
    copyFileSync(join(t.path("issued"), register), t.path("copy.db"));
    expect(await codeOf(issue(file, "--out", t.path("old")))).to.equal(0);
    rmSync(t.path("old"), { recursive: true });
    copyFileSync(t.path("copy.db"), join(t.path("issued"), register));
    expect((await done("credential", "issued", "--issuer", city, "--batch", "old")).issued).to.deep.equal([]);
    expect(await codeOf(issue(file, "--out", t.path("anew")))).to.equal("cli.batch-issued");
  });
});
