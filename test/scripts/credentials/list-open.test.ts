import { expect } from "chai";
import { countIn, dyingAt } from "../fuzz/killing.fixture.ts";
import { Scene } from "../fuzz/scene.fixture.ts";
import { VCT } from "../fuzz/words.fixture.ts";

const OPEN = ["list", "open", "2", "--capacity", "1024", "--account", "8"];
const ISSUE = [
  ...["credential", "issue", VCT, "--issuer", "{city}", "--signing-key", "city-signs", "--list", "2"],
  ...["--claims", "{files}/claims.json", "--schema", "{files}/schema.json", "--holder-key", "{files}/holder.jwk"],
];

/** Moments from before the transaction is sent to the record on the disk. */
const LAST = 16;

describe("A status list whose opening was killed", function () {
  this.timeout(600_000);
  let scene: Scene;

  before(async () => {
    scene = await Scene.prepare();
  });
  after(() => scene?.close());

  it("is not lost, whatever the moment: run again, the command begins the record, or says how to begin it", async () => {
    const count = await scene.within((sandbox) => countIn(sandbox, OPEN));
    const ends: string[] = [];
    for (let at = count - LAST + 1; at <= count; at++)
      await scene.within(async (sandbox) => {
        const killed = await sandbox.run("didim", OPEN, dyingAt(at));
        expect(killed.signal ?? killed.code, `at ${at}`).to.equal("SIGKILL");
        const again = await sandbox.run("didim", [...OPEN, "--json"]);
        ends.push(again.code === 0 ? "done" : "told");
        if (again.code !== 0) expect(again.stdout, `at ${at}`).to.contain("registry.StatusListOpen");
        // It is named only where this machine has no record yet; with one, issuing goes on without it.
        const more = again.stdout.includes("--new-list") ? ["--new-list"] : [];
        const issued = await sandbox.run("didim", [...ISSUE, ...more, "--json"]);
        expect(issued.code, `at ${at}: ${issued.stdout}`).to.equal(0);
      });
    // Once the result is known, nothing here says whose transaction it was.
    expect(ends.join(" ")).to.match(/^(?:done ){8,}(?:told ?)+$/);
  });
});
