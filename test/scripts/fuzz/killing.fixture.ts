import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { COUNTS_IN, DIES_AT } from "./dying.ts";
import { filesBroken, outputBroken } from "./rules.fixture.ts";
import type { Ran, Running, Sandbox } from "./sandbox.fixture.ts";
import type { Scene } from "./scene.fixture.ts";
import { AUDIENCE, NONCE, VCT } from "./words.fixture.ts";

const ISSUE = [
  ...["credential", "issue", VCT, "--issuer", "{city}", "--signing-key", "city-signs"],
  ...["--claims", "{files}/claims.json", "--schema", "{files}/schema.json", "--holder-key", "{files}/holder.jwk"],
];
const SHOW = ["credential", "present", "--audience", AUDIENCE, "--nonce", NONCE, "--type", `${VCT}=name`, "--agree"];

interface Command {
  readonly words: readonly string[];
  /** The codes of errors that running it again may have. */
  readonly again: readonly string[];
}

/** The transaction of the killed command is in a block: nothing is sent a second time. */
const SENT = "registry.sent-before";

/** Commands that write. Whoever runs one again after it was killed gets it done, or one of these answers. */
const WRITING: readonly Command[] = [
  { words: ["key", "create", "new"], again: ["cli.key-exists"] },
  { words: ["key", "create", "new", "--signing"], again: ["cli.key-exists"] },
  { words: ["credential", "key"], again: [] },
  { words: ["credential", "key", "--count", "3"], again: [] },
  { words: [...ISSUE, "--out", "{out}/new.txt"], again: ["cli.file"] },
  { words: ["credential", "receive", "{files}/id.txt"], again: [] },
  { words: [...SHOW, "--out", "{out}/shown.json"], again: ["cli.file"] },
  { words: ["list", "open", "2", "--capacity", "1024", "--account", "8"], again: [SENT, "registry.StatusListOpen"] },
  { words: ["credential", "suspend", "{files}/id.txt", "--yes", "--account", "8"], again: [SENT] },
  { words: ["anchor", "create", "{out}/anchor.json", "--member", "{gate}", "--threshold", "1"], again: ["cli.file"] },
  { words: ["checkpoint", "sign", "{files}/checkpoint.json", "--account", "3"], again: [] },
  { words: ["did", "hand-over", "{gate}", "--for-good", "--account", "8"], again: [SENT, "registry.DIDNotController"] },
];

/** The process dies at one of its changes of a file or requests to a node; or gets a signal after some time. */
type Death = { readonly at: number } | { readonly after: number; readonly signal: NodeJS.Signals };

const death: fc.Arbitrary<Death> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ at: fc.nat({ max: 1000 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      after: fc.integer({ min: 50, max: 2000 }),
      signal: fc.constantFrom<NodeJS.Signals>("SIGKILL", "SIGINT", "SIGTERM"),
    }),
  },
);

/** How a command dies at its nth moment. */
export const dyingAt = (at: number): Running => ({ node: DYING, env: { [DIES_AT]: String(at) } });

const DYING = ["--import", new URL("dying.ts", import.meta.url).href];

/** How many things each command does that others see. */
const counted = new Map<readonly string[], Promise<number>>();

function countOf(words: readonly string[], scene: Scene): Promise<number> {
  const counting = counted.get(words) ?? scene.within((sandbox) => countIn(sandbox, words));
  counted.set(words, counting);
  return counting;
}

export async function countIn(sandbox: Sandbox, words: readonly string[]): Promise<number> {
  const file = join(sandbox.root, "tmp", "count");
  await sandbox.run("didim", words, { node: DYING, env: { [COUNTS_IN]: file } });
  return Number(readFileSync(file, "utf8"));
}

async function runningTo(how: Death, words: readonly string[], scene: Scene): Promise<Running> {
  if ("after" in how) return { begun: (child) => void setTimeout(() => child.kill(how.signal), how.after).unref() };
  const at = 1 + (how.at % (await countOf(words, scene)));
  return dyingAt(at);
}

/** What lists what is in Didim's folder. */
const LISTING = [
  ["key", "list"],
  ["key", "show", "city"],
  ["credential", "list"],
  ["outbox", "list"],
];

/** A command that writes, and how it dies. */
export const killing = fc.record({ command: fc.constantFrom(...WRITING), how: death });

/** What is wrong after a command was killed: with its files, with other commands, or with running it again. */
export async function brokenAfter(
  scene: Scene,
  { command: { words, again }, how }: { readonly command: Command; readonly how: Death },
): Promise<readonly string[]> {
  const dying = await runningTo(how, words, scene);
  return scene.within(async (sandbox) => {
    const before = sandbox.files();
    const ran = await sandbox.run("didim", words, dying);
    const left = filesBroken({ before, after: sandbox.files(), code: ran.code, named: namedIn(words), killed: true });
    const listed = await Promise.all(LISTING.map((list) => sandbox.run("didim", [...list, "--json"])));
    const repeated = await sandbox.run("didim", [...words, "--json"]);
    const isDone = repeated.code === 0 || again.some((code) => repeated.stdout.includes(`"${code}"`));
    const found = [
      ...left,
      ...(isOver(ran, how) ? [] : [told(ran)]),
      ...listed.flatMap((one) => (one.code === 0 && !/"unreadable"/.test(one.stdout) ? [] : [told(one)])),
      ...outputBroken(repeated, true, scene.secrets),
      ...(isDone ? [] : [told(repeated)]),
    ];
    return found.length === 0 ? [] : [`${ran.said}, ended by ${ran.signal ?? ran.code}`, ...found];
  });
}

const namedIn = (words: readonly string[]): string[] => words.map((word) => word.replace(/[{}]/g, ""));

/** Whether it was done before it would have died, or died as it had to. */
const isOver = ({ code, signal }: Ran, how: Death): boolean =>
  code === 0 ||
  signal === ("at" in how ? "SIGKILL" : how.signal) ||
  code === 128 + ("at" in how ? 9 : (CODES[how.signal] ?? 0));

const CODES: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 2, SIGTERM: 15 };

const told = ({ said, code, signal, stdout, stderr }: Ran): string =>
  `${said} ended by ${signal ?? code}: ${stdout.slice(0, 2000)}${stderr.slice(0, 2000)}`;
