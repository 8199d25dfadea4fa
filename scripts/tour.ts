/** `npm start`: a local chain with everything deployed, the main job told on it, and the node stays up. */
import { Command, Option } from "commander";
import { homeAt } from "./lib/home.ts";
import { type LocalChain, startLocalChain } from "./lib/local-chain.ts";
import { exitCodeOf, printError, progress } from "./lib/output.ts";
import { announce, describe, stayUp } from "./lib/serve.ts";
import { World } from "./tour/cast.ts";
import { everyday } from "./tour/everyday.ts";
import { prepare } from "./tour/prepare.ts";
import { refusals } from "./tour/refusals.ts";
import { type Language, type Stage, stage } from "./tour/stage.ts";
import type { Story } from "./tour/story.ts";
import { trouble } from "./tour/trouble.ts";
import { GREETING, THE_END, TYPES, w } from "./tour/words.ts";

interface Options {
  readonly lang: Language;
  readonly port: string;
  readonly home?: string;
  readonly exit?: true;
}

async function run({ lang, port, home, exit }: Options): Promise<void> {
  const told = stage(lang, process.stdout);
  told.say(GREETING);
  progress("starting the chain and deploying the registries");
  const chain = await startLocalChain({
    port: Number(port),
    blockSeconds: exit === true ? 0 : 1,
    secondsAgo: TWO_WEEKS,
  });
  told.say(
    w(
      `A chain runs at ${chain.url}, with eleven contracts.`,
      `체인이 ${chain.url} 에서 실행 중이며, 계약 9개가 배포되었습니다.`,
    ),
  );
  const story = await tell(chain, told);
  told.end(THE_END);
  if (exit === true) return chain.stop();
  await chain.catchUp();
  const folder = homeAt(home);
  announce(chain, folder);
  process.stdout.write(describe(chain, folder.localNode, lang));
  for (const command of toTry(story)) process.stdout.write(`  npm run didim -- ${command}\n`);
  stayUp(chain, folder);
}

async function tell(chain: LocalChain, told: Stage): Promise<Story> {
  try {
    const story = await prepare(await World.of(chain), told);
    await everyday(story);
    await trouble(story);
    await refusals(story);
    return story;
  } catch (error) {
    await chain.stop();
    throw error;
  }
}

/** What the tour left on the chain, to be looked at with the command line. */
function toTry({ agencies: { sejong, traffic } }: Story): string[] {
  return [
    `did resolve ${traffic.did}`,
    `issuer show ${sejong.did} ${TYPES.id.vct}`,
    `issuer show ${traffic.did} ${TYPES.licence.vct}`,
    "council list",
  ];
}

/** The tour lets a day pass between its chapters, and ends before the present, to which the chain then catches up. */
const TWO_WEEKS = 14 * 24 * 60 * 60;

const spoken: Language = /^ko/i.test(process.env.LC_ALL ?? process.env.LANG ?? "") ? "ko" : "en";

await new Command("start")
  .description(
    "A local chain with everything deployed; a civil servant's day told on it; and the node stays up, until Ctrl-C.",
  )
  .addOption(new Option("--lang <language>", "what it is told in").choices(["en", "ko"]).default(spoken))
  .option("--port <number>", "where JSON-RPC listens; 0: any port that is free", "8545")
  .option("--home <folder>", "Didim's folder, where other commands find the node")
  .option("--exit", "leave after the tour, for scripts: exit code 0 if all went as told")
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    printError(error, { json: false });
    process.exitCode = exitCodeOf(error);
  });
