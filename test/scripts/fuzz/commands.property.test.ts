import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { effortOf, often } from "../../support/often.ts";
import { inflict } from "./damage.fixture.ts";
import { type Line, lines } from "./lines.fixture.ts";
import { filesBroken, outputBroken } from "./rules.fixture.ts";
import type { Sandbox } from "./sandbox.fixture.ts";
import { Scene } from "./scene.fixture.ts";
import { filled } from "./words.fixture.ts";

const RUNS = 10;
/** A smaller counterexample is looked for only so long. */
const SHRINKING_MS = 60_000;

describe("Any command line, in any environment, with any file damaged,", function () {
  this.timeout(60_000 + effortOf(RUNS) * 10_000);
  let scene: Scene;

  before(async () => {
    scene = await Scene.prepare();
  });
  after(() => scene?.close());

  it("ends as the table of exit codes says, with a word of what is wrong, and leaves nothing half written", async () => {
    let failedAt = Number.POSITIVE_INFINITY;
    const rule = fc.asyncProperty(lines(), async (line) => {
      if (Date.now() - failedAt > SHRINKING_MS) return;
      const broken = await brokenBy(line, await scene.sandbox(), scene.secrets);
      if (broken.length > 0) failedAt = Math.min(failedAt, Date.now());
      expect(broken).to.deep.equal([]);
    });
    await fc.assert(rule, often(RUNS, "command lines"));
  });
});

async function brokenBy(line: Line, sandbox: Sandbox, secrets: readonly string[]): Promise<readonly string[]> {
  try {
    if (line.damage !== null) inflict(line.damage, damaged(sandbox, line.damage.file));
    const before = sandbox.files();
    const ran = await sandbox.run(line.program, wordsOf(line), { env: line.env });
    const named = line.words.map((word) => relative(sandbox.root, filled(word, sandbox.place)));
    const found = [
      ...outputBroken(ran, line.json, secrets),
      ...filesBroken({ before, after: sandbox.files(), code: ran.code, named }),
    ];
    return found.length === 0
      ? []
      : [...found, `${ran.said}\n${ran.stdout.slice(0, 3000)}${ran.stderr.slice(0, 3000)}`];
  } finally {
    sandbox.close();
  }
}

/** `--json` comes where no option can take it for its value. */
const wordsOf = ({ verb, words, json }: Line): readonly string[] => [...verb, ...(json ? ["--json"] : []), ...words];

function damaged({ place }: Sandbox, number: number): string {
  const all = [place.home, place.files].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  const files = all.filter((file) => statSync(file).isFile()).sort();
  return files[number % files.length] ?? "";
}
