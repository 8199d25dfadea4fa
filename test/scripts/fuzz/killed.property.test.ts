import { expect } from "chai";
import fc from "fast-check";
import { effortOf, often } from "../../support/often.ts";
import { DIES_AT } from "./dying.ts";
import { filesBroken, outputBroken } from "./rules.fixture.ts";
import type { Ran, Running, Sandbox } from "./sandbox.fixture.ts";
import { Scene } from "./scene.fixture.ts";
import { AUDIENCE, NONCE, VCT } from "./words.fixture.ts";

const RUNS = 4;
const SHRINKING_MS = 60_000;

const ISSUE = [
  ...["credential", "issue", VCT, "--issuer", "{city}", "--signing-key", "city-signs"],
  ...["--claims", "{files}/claims.json", "--schema", "{files}/schema.json", "--holder-key", "{files}/holder.jwk"],
];
const SHOW = ["credential", "present", "--audience", AUDIENCE, "--nonce", NONCE, "--type", `${VCT}=name`, "--agree"];

/** Commands that write. Whoever runs one again after it was killed gets it done, or one of these answers. */
const WRITING: readonly { readonly words: readonly string[]; readonly again: readonly string[] }[] = [
  { words: ["key", "create", "new"], again: ["cli.key-exists"] },
  { words: ["key", "create", "new", "--signing"], again: ["cli.key-exists"] },
  { words: ["credential", "key"], again: [] },
  { words: ["credential", "key", "--count", "3"], again: [] },
  { words: [...ISSUE, "--out", "{out}/new.txt"], again: ["cli.file"] },
  { words: ["credential", "receive", "{files}/id.txt"], again: [] },
  { words: [...SHOW, "--out", "{out}/shown.json"], again: ["cli.file"] },
  { words: ["list", "open", "2", "--capacity", "1024", "--account", "8"], again: ["registry.StatusCapacityInvalid"] },
  { words: ["credential", "suspend", "{files}/id.txt", "--yes", "--account", "8"], again: [] },
  { words: ["anchor", "create", "{out}/anchor.json", "--member", "{gate}", "--threshold", "1"], again: ["cli.file"] },
  { words: ["checkpoint", "sign", "{files}/checkpoint.json", "--account", "3"], again: [] },
  { words: ["did", "hand-over", "{gate}", "--for-good", "--account", "8"], again: ["registry.DidNotController"] },
];

/** The process dies at its nth change of a file or request to a node; or gets a signal after some time. */
type Death = { readonly at: number } | { readonly after: number; readonly signal: NodeJS.Signals };

const death: fc.Arbitrary<Death> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ at: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      after: fc.integer({ min: 50, max: 2000 }),
      signal: fc.constantFrom<NodeJS.Signals>("SIGKILL", "SIGINT", "SIGTERM"),
    }),
  },
);

const DYING = ["--import", new URL("dying.ts", import.meta.url).href];

function running(how: Death): Running {
  if ("at" in how) return { node: DYING, env: { [DIES_AT]: String(how.at) } };
  return { begun: (child) => void setTimeout(() => child.kill(how.signal), how.after).unref() };
}

/** What lists what is in Didim's folder. */
const LISTING = [
  ["key", "list"],
  ["key", "show", "city"],
  ["credential", "list"],
  ["outbox", "list"],
];

describe("A command that is killed at any moment", function () {
  this.timeout(60_000 + effortOf(RUNS) * 30_000);
  let scene: Scene;

  before(async () => {
    scene = await Scene.prepare();
  });
  after(() => scene?.close());

  it("leaves whole files, which other commands read, and can be run again", async () => {
    let failedAt = Number.POSITIVE_INFINITY;
    const rule = fc.asyncProperty(fc.constantFrom(...WRITING), death, async (command, how) => {
      if (Date.now() - failedAt > SHRINKING_MS) return;
      const sandbox = await scene.sandbox();
      const broken = await brokenBy(command, how, sandbox, scene.secrets).finally(() => sandbox.close());
      if (broken.length > 0) failedAt = Math.min(failedAt, Date.now());
      expect(broken).to.deep.equal([]);
    });
    await fc.assert(rule, often(RUNS, "commands killed"));
  });
});

async function brokenBy(
  { words, again }: (typeof WRITING)[number],
  how: Death,
  sandbox: Sandbox,
  secrets: readonly string[],
): Promise<readonly string[]> {
  const before = sandbox.files();
  const named = words.map((word) => word.replace(/[{}]/g, ""));
  const ran = await sandbox.run("didim", words, running(how));
  const left = filesBroken({ before, after: sandbox.files(), code: ran.code, named, killed: true });
  const listed = await Promise.all(LISTING.map((list) => sandbox.run("didim", [...list, "--json"])));
  const repeated = await sandbox.run("didim", [...words, "--json"]);
  const found = [
    ...left,
    ...(isOver(ran, how) ? [] : [told(ran)]),
    ...listed.flatMap((one) => (one.code === 0 && !/"unreadable"/.test(one.stdout) ? [] : [told(one)])),
    ...outputBroken(repeated, true, secrets),
    ...(repeated.code === 0 || again.some((code) => repeated.stdout.includes(`"${code}"`)) ? [] : [told(repeated)]),
  ];
  return found.length === 0 ? [] : [`${ran.said}, ended by ${ran.signal ?? ran.code}`, ...found];
}

/** Whether it was done before it would have died, or died as it had to. */
const isOver = ({ code, signal }: Ran, how: Death): boolean =>
  code === 0 ||
  signal === ("at" in how ? "SIGKILL" : how.signal) ||
  code === 128 + ("at" in how ? 9 : (CODES[how.signal] ?? 0));

const CODES: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 2, SIGTERM: 15 };

const told = ({ said, code, signal, stdout, stderr }: Ran): string =>
  `${said} ended by ${signal ?? code}: ${stdout.slice(0, 2000)}${stderr.slice(0, 2000)}`;
