/** How long a command takes from its start to its end, each time in a process of its own, as a person runs it. */
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startLocalChain } from "../../scripts/lib/network/local-chain.ts";
import { writeLocalNode } from "../../test/scripts/cli.fixture.ts";
import { packedSdk } from "../../tools/testing/packed.ts";
import { median } from "../statistics.ts";

const ROUNDS = 15;
/** The first starts compile the modules, and keep that for the later ones. */
const WARM_UP = 2;
const NOT_ACCREDITED = 1;

type Call = readonly [program: string, ...args: readonly string[]];

/** Milliseconds of the help and of a read verb: of the installed package, and in a clone through npm. */
export async function start(): Promise<Readonly<Record<string, number>>> {
  const folder = mkdtempSync(join(tmpdir(), "didim-start-"));
  const chain = await startLocalChain();
  try {
    const didim = installed(folder);
    writeLocalNode(join(folder, "state"), { ...chain, home: folder });
    const read = ["issuer", "show", chain.accounts[8] ?? "", "urn:kr:mois:civil-servant-id"];
    const clone: Call = ["npm", "run", "-s", "didim", "--"];
    return await medians(folder, {
      "cli.floor.node.milliseconds": [process.execPath, "-e", "0"],
      "cli.help.milliseconds": [didim, "--help"],
      "cli.read.milliseconds": [didim, ...read],
      "cli.clone.help.milliseconds": [...clone, "--help"],
      "cli.clone.read.milliseconds": [...clone, ...read],
    });
  } finally {
    await chain.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The program of the packed package, installed into a fresh project. */
function installed(folder: string): string {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "fresh", private: true }));
  const options = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["install", ...options, packedSdk()], { cwd: folder, stdio: ["ignore", 2, 2] });
  return join(folder, "node_modules", ".bin", "didim");
}

/** All calls take turns, so that a busy machine slows down all alike. */
async function medians(
  folder: string,
  calls: Readonly<Record<string, Call>>,
): Promise<Readonly<Record<string, number>>> {
  const own = ["state", "cache", "data"].map((name) => [`XDG_${name.toUpperCase()}_HOME`, join(folder, name)]);
  const env = { ...process.env, ...Object.fromEntries(own), DIDIM_HOME: folder, DIDIM_LANG: "en" };
  const samples = new Map<string, number[]>(Object.keys(calls).map((id) => [id, []]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [id, call] of Object.entries(calls)) {
      const milliseconds = await timed(call, env);
      if (round >= 0) samples.get(id)?.push(milliseconds);
    }
  }
  return Object.fromEntries([...samples].map(([id, all]) => [id, Math.round(median(all))]));
}

/** Throws if the command says anything but what it should: a failure would be fast. */
async function timed([program, ...args]: Call, env: NodeJS.ProcessEnv): Promise<number> {
  const begun = performance.now();
  const ended = await promisify(execFile)(program, args, { env }).catch((error: unknown) => error);
  const took = performance.now() - begun;
  const { code = 0, stdout } = ended as { readonly code?: number | string; readonly stdout: string };
  const expected = args.includes("show") ? NOT_ACCREDITED : 0;
  if (code !== expected || (expected === NOT_ACCREDITED && !stdout.includes("not accredited"))) throw ended;
  return took;
}
