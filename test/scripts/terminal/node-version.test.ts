import { readFileSync } from "node:fs";
import { expect } from "chai";
import { checkNode, LEAST_NODE } from "../../../scripts/lib/terminal/node-version.ts";
import { refused } from "../../support/refused.ts";

describe("The command line's Node", () => {
  it("is as new as package.json says", () => {
    const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
    expect(`${engines.node}.0`).to.equal(`>=${LEAST_NODE}`);
  });

  it("may be that version or any later one", () => {
    for (const version of ["22.13.0", "22.13.1", "22.20.0", "24.0.0", "100.0.0", process.versions.node]) {
      checkNode(version);
    }
  });

  it("is refused if it is older, before a command begins", () => {
    for (const version of ["22.12.9", "22.9.0", "20.20.2", "9.99.0"]) {
      const { details } = refused(() => checkNode(version), "cli.node");
      expect(details).to.deep.equal({ found: version, needed: LEAST_NODE });
    }
  });
});
