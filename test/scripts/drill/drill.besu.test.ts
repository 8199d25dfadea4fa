import { expect } from "chai";
import { needsBesu } from "../../support/besu.ts";
import { Terminal } from "../cli.fixture.ts";

interface Report {
  readonly held: boolean;
  readonly faults: readonly {
    readonly id: string;
    readonly held: boolean;
    readonly figures: Readonly<Record<string, number>>;
  }[];
}

/** Uses the real engine and the shortest fault. `npm run consortium -- drill` runs the whole campaign. */
describe("consortium drill", function () {
  this.timeout(900_000);

  it("kills a validator under load, and finds every acknowledged status on every node", async function () {
    needsBesu(this);
    const t = new Terminal();
    try {
      const { stdout, stderr } = await t.run("consortium", ["drill", "--only", "kill-f", "--json"]);
      const report = JSON.parse(stdout) as Report;
      expect(report.held, `${stdout}${stderr}`).to.equal(true);
      expect(report.faults.map(({ id }) => id)).to.deep.equal(["kill-f", "reckoning"]);
      expect(report.faults[1]?.figures).to.deep.include({ lost: 0, foreign: 0 });
      expect(report.faults[1]?.figures.acknowledged).to.be.above(0);
    } finally {
      t.close();
    }
  });
});
