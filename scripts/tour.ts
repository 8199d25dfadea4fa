/** `npm start`: starts a local chain with everything deployed, runs the tour on it, and keeps the node running. */
import { Command, Option } from "commander";
import type { ConsortiumFolder } from "../network/folder.ts";
import { DidimError } from "../src/index.ts";
import { startLocalChain } from "./lib/network/local-chain.ts";
import { consortiumNamed } from "./lib/network/network.ts";
import { announce, describe, stayUp } from "./lib/network/serve.ts";
import { type Home, homeAt } from "./lib/terminal/home.ts";
import { exitCodeOf, printError, progress } from "./lib/terminal/output.ts";
import { runProgram } from "./lib/terminal/program.ts";
import { World } from "./tour/cast.ts";
import { onLocalChain, type TourChain } from "./tour/chain.ts";
import { onConsortium } from "./tour/consortium.ts";
import { everyday } from "./tour/everyday.ts";
import { prepare } from "./tour/prepare.ts";
import { refusals } from "./tour/refusals.ts";
import { type Language, type Stage, stage } from "./tour/stage.ts";
import type { Story } from "./tour/story.ts";
import { trouble } from "./tour/trouble.ts";
import { GREETING, THE_END, w } from "./tour/words.ts";

interface Options {
  readonly lang: Language;
  readonly network: string;
  readonly port: string;
  readonly home?: string;
  readonly exit?: true;
}

async function run(options: Options): Promise<void> {
  const told = stage(options.lang, process.stdout);
  told.say(GREETING);
  const home = homeAt(options.home);
  const folder = consortiumNamed(options.network, home);
  if (folder !== undefined) return tellOnConsortium(folder, home, told, options.network);
  if (options.network === "local") return tellOnLocalChain(home, told, options);
  throw new DidimError("cli.value", "The tour is told on a chain of its own (local) or on the consortium (besu).", {
    network: options.network,
  });
}

async function tellOnLocalChain(home: Home, told: Stage, { lang, port, exit }: Options): Promise<void> {
  progress("starting the chain and deploying the registries");
  const chain = await startLocalChain({
    port: Number(port),
    blockSeconds: exit === true ? 0 : 1,
    secondsAgo: TWO_WEEKS,
  });
  const story = await tell(onLocalChain(chain), told);
  if (exit === true) return chain.stop();
  await chain.catchUp();
  announce(chain, home);
  process.stdout.write(describe(chain, home.localNode, lang));
  suggest(story);
  stayUp(chain, home);
}

async function tellOnConsortium(folder: ConsortiumFolder, home: Home, told: Stage, network: string): Promise<void> {
  progress("opening the members' keys, and letting the cast in");
  const chain = await onConsortium(folder, home);
  const story = await tell(chain, told);
  await chain.stop();
  suggest(story, ` --network ${network}`);
}

async function tell(chain: TourChain, told: Stage): Promise<Story> {
  told.say(
    w(
      `A chain runs at ${chain.url}, with eleven contracts.`,
      `체인이 ${chain.url} 에서 실행 중이며, 계약 11개가 배포되었습니다.`,
    ),
  );
  try {
    const story = await prepare(await World.of(chain), told);
    await everyday(story);
    await trouble(story);
    await refusals(story);
    told.end(THE_END);
    return story;
  } catch (error) {
    await chain.stop();
    throw error;
  }
}

/** Prints commands that show what the tour left on the chain. */
function suggest(story: Story, more = ""): void {
  for (const command of toTry(story)) process.stdout.write(`  npm run didim -- ${command}${more}\n`);
}

/** Commands that show what the tour left on the chain. */
function toTry({ world, agencies: { sejong, traffic } }: Story): string[] {
  return [
    `did resolve ${traffic.did}`,
    `issuer show ${sejong.did} ${world.vct("id")}`,
    `issuer show ${traffic.did} ${world.vct("licence")}`,
    "council list",
  ];
}

/** The tour advances a day between its chapters and must end before the present; then the chain catches up. */
const TWO_WEEKS = 14 * 24 * 60 * 60;

const spoken: Language = /^ko/i.test(process.env.LC_ALL ?? process.env.LANG ?? "") ? "ko" : "en";

const program = new Command("start")
  .description(
    "A local chain with everything deployed; a civil servant's day told on it; and the node stays up, until Ctrl-C.",
  )
  .addOption(new Option("--lang <language>", "what it is told in").choices(["en", "ko"]).default(spoken))
  .option("--network <local|besu>", "a chain of its own, or the consortium that runs here", "local")
  .option("--port <number>", "where JSON-RPC listens; 0: any port that is free", "8545")
  .option("--home <folder>", "Didim's folder, where other commands find the node")
  .option("--exit", "leave after the tour, for scripts: exit code 0 if all went as told")
  .action(run);

await runProgram(program).catch((error: unknown) => {
  printError(error, { json: false, lang: program.opts<Options>().lang });
  process.exitCode = exitCodeOf(error);
});
