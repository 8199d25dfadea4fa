import fc from "fast-check";
import { SEED } from "../../../tools/testing/effort.ts";
import { effortOf, often } from "../../support/often.ts";
import { brokenAfter, killing } from "./killing.fixture.ts";
import { lines } from "./lines.fixture.ts";
import { brokenBy } from "./running.fixture.ts";
import { Scene } from "./scene.fixture.ts";

const [LINES, KILLED] = [8, 2];
/** A smaller counterexample is looked for only so long. */
const SHRINKING_MS = 60_000;

/** `npm test` tries the same lines each time; a campaign has a seed for each round. */
const SAME = Number(process.env[SEED] ?? 11);

describe("The command line, whatever it is given,", function () {
  this.timeout(120_000 + effortOf(LINES + KILLED) * 30_000);
  let scene: Scene;

  before(async () => {
    scene = await Scene.prepare();
  });
  after(() => scene?.close());

  it("ends as the table of exit codes says, with a word of what is wrong, and leaves nothing half written", async () => {
    await fc.assert(
      holding(await lines(), (line) => brokenBy(scene, line)),
      { ...often(LINES, "command lines"), seed: SAME },
    );
  });

  it("killed at any moment, leaves whole files, which other commands read, and can be run again", async () => {
    await fc.assert(
      holding(killing, (one) => brokenAfter(scene, one)),
      { ...often(KILLED, "commands killed"), seed: SAME },
    );
  });
});

/** Nothing is wrong with any of them. */
function holding<T>(all: fc.Arbitrary<T>, brokenBy: (one: T) => Promise<readonly string[]>) {
  let failedAt = Number.POSITIVE_INFINITY;
  return fc.asyncProperty(all, async (one) => {
    if (Date.now() - failedAt > SHRINKING_MS) return;
    const broken = await brokenBy(one);
    if (broken.length === 0) return;
    failedAt = Math.min(failedAt, Date.now());
    throw new Error(broken.join("\n"));
  });
}
