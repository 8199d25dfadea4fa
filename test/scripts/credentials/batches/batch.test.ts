import { readFileSync, statSync } from "node:fs";
import { expect } from "chai";
import { type Agency, openAgency, people } from "./agency.fixture.ts";

interface Line {
  readonly row: string;
  readonly list: number;
  readonly index: number;
  readonly credential: string;
}

const linesIn = (file: string): Line[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

describe("A batch of credentials by the command line", function () {
  this.timeout(120_000);
  let agency: Agency;
  before(async () => {
    agency = await openAgency(8192);
  });
  after(() => agency.close());

  it("issues a credential for each row of a CSV file, and says where each is", async () => {
    const { t, issue } = agency;
    const file = t.write("people.csv", people(20));
    const done = await t.done(...issue(file, "--out", t.path("people")));
    const { file: output, ...said } = done;
    expect(said).to.deep.equal({ batch: "people", rows: 20, issued: 20, before: 0, list: 1 });
    expect(statSync(String(output)).mode & 0o777).to.equal(0o600);
    const lines = linesIn(String(output));
    expect(lines.map(({ row }) => row)).to.deep.equal(Array.from({ length: 20 }, (_, i) => String(i + 2)));
    expect(new Set(lines.map(({ index }) => index)).size).to.equal(20);
  });
});
