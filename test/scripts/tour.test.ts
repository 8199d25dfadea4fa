import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { Terminal } from "./cli.fixture.ts";

const TOUR = fileURLToPath(new URL("../../scripts/tour.ts", import.meta.url));

async function tour(language: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [TOUR, "--exit", "--port", "0", "--lang", language]);
  return stdout;
}

describe("The tour", () => {
  const t = new Terminal();
  after(() => t.close());

  for (const [language, name, refusals] of [
    ["ko", "정새롬", /거절/g],
    ["en", "Jeong Saerom", /Refused\./g],
  ] as const) {
    it(`runs as told, in ${language}, and ends`, async function () {
      this.timeout(180_000);
      const told = await tour(language);
      expect(told).to.include(name);
      // Suspended, revoked, compromised, withdrawn, forged, replayed; and over-asked, which the wallet refuses.
      expect(told.match(refusals)?.length).to.be.at.least(6);
      expect(told).not.to.match(/0x[0-9a-f]{40}/);
    });
  }

  it("refuses a port that there is none of, before it says anything else", async () => {
    const ports = ["NaN", "0x10"];
    for (const refused of await Promise.all(ports.map((port) => t.run("tour", ["--exit", "--port", port])))) {
      expect([refused.code, refused.stdout]).to.deep.equal([64, ""]);
      expect(refused.stderr).to.match(/^"\w*" is not a port: .* \(cli\.value\)\n$/);
    }
  });
});
