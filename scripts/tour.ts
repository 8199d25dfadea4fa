/** `npm start`: starts a local chain with everything deployed, runs the tour on it, and keeps the node running. */
import { Command } from "commander";
import type { ConsortiumFolder } from "../network/folder.ts";
import { DidimError } from "../src/public/index.ts";
import { startLocalChain } from "./lib/network/local-chain.ts";
import { consortiumNamed } from "./lib/network/network.ts";
import { announce, describe, STARTING, stayUp } from "./lib/network/serve.ts";
import { sayIn, speakHelp } from "./lib/terminal/help.ts";
import { type Home, homeAt } from "./lib/terminal/home.ts";
import { wholeNumber } from "./lib/terminal/input/values.ts";
import { languageOf, languageOption } from "./lib/terminal/language/language.ts";
import { exitCodeOf, type Language, printError, progress } from "./lib/terminal/output/output.ts";
import { runProgram } from "./lib/terminal/program.ts";
import { World } from "./tour/cast.ts";
import { onLocalChain, type TourChain } from "./tour/chain.ts";
import { onConsortium } from "./tour/consortium.ts";
import { everyday } from "./tour/everyday.ts";
import { prepare } from "./tour/prepare.ts";
import { refusals } from "./tour/refusals.ts";
import { type Stage, stage } from "./tour/stage.ts";
import type { Story } from "./tour/story.ts";
import { GREETING, THE_END, w } from "./tour/texts.ts";
import { trouble } from "./tour/trouble.ts";

interface Options {
  readonly lang: Language;
  readonly network: string;
  readonly port: string;
  readonly home?: string;
  readonly exit?: true;
}

async function run(options: Options): Promise<void> {
  const port = wholeNumber("a port", options.port, 0, 65_535);
  const told = stage(options.lang, process.stdout);
  told.say(GREETING);
  const home = homeAt(options.home);
  const folder = consortiumNamed(options.network, home);
  if (folder !== undefined) return tellOnConsortium(folder, home, told, options.network);
  if (options.network === "local") return tellOnLocalChain(home, told, { ...options, port });
  throw new DidimError("cli.value", "The tour runs on a chain of its own (local) or on the consortium (besu).", {
    network: options.network,
  });
}

async function tellOnLocalChain(
  home: Home,
  told: Stage,
  { lang, port, exit }: Pick<Options, "lang" | "exit"> & { readonly port: number },
): Promise<void> {
  progress(STARTING[lang]);
  const chain = await startLocalChain({
    port,
    blockSeconds: exit === true ? 0 : 1,
    secondsAgo: TWO_WEEKS,
  });
  const story = await tell(onLocalChain(chain), told);
  if (exit === true) return chain.stop();
  await chain.catchUp();
  const record = announce(chain, home);
  process.stdout.write(describe(chain, record.file, lang));
  suggest(story);
  stayUp(chain, record);
}

async function tellOnConsortium(folder: ConsortiumFolder, home: Home, told: Stage, network: string): Promise<void> {
  progress(
    w(
      "opening the members' keys, and admitting the actors' accounts",
      "회원의 키를 열고 등장인물의 계정을 허용하고 있습니다",
    )[told.language],
  );
  const chain = await onConsortium(folder, home);
  const story = await tell(chain, told);
  await chain.stop();
  suggest(story, ` --network ${network}`);
}

async function tell(chain: TourChain, told: Stage): Promise<Story> {
  told.say(
    w(
      `A chain runs at ${chain.url}, with eleven contracts.`,
      `체인이 ${chain.url} 에서 실행 중이며, 계약 11개가 배포되어 있습니다.`,
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

/** Prints commands that show what the tour left on the chain. */
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

/** Without --lang the tour is told in the language of the terminal. */
const SPOKEN: Language = /^ko/i.test(process.env.DIDIM_LANG ?? process.env.LC_ALL ?? process.env.LANG ?? "")
  ? "ko"
  : "en";

const lang = languageOf(process.argv, SPOKEN);
const say = sayIn(lang);
const program = speakHelp(new Command("start"), say)
  .helpCommand(false)
  .description(
    say(
      "Starts a local chain with all registries deployed, and shows one civil servant's day on it. The chain then runs until Ctrl-C.",
      "모든 등록부가 배포된 로컬 체인을 시작하고, 한 공무원의 하루를 따라 전 과정을 보여 줍니다. 체인은 Ctrl-C를 누를 때까지 실행됩니다.",
    ),
  )
  .addOption(languageOption(say, SPOKEN))
  .option(
    "--network <local|besu|besu:FOLDER>",
    say(
      "a chain of its own, or the consortium that runs on this machine",
      "자체 체인(local) 또는 이 컴퓨터의 컨소시엄(besu)",
    ),
    "local",
  )
  .option(
    "--port <number>",
    say("the port of JSON-RPC; 0: any free port", "JSON-RPC 포트. 0이면 빈 포트를 씁니다"),
    "8545",
  )
  .option("--home <folder>", say("Didim's folder", "디딤 폴더"))
  .option(
    "--exit",
    say(
      "leave after the tour, for scripts: exit code 0 if everything went as expected",
      "끝까지 보여 준 뒤 종료합니다(스크립트용). 모두 예상대로면 종료 코드는 0입니다",
    ),
  )
  .action(run);

await runProgram(program, process.argv, lang).catch((error: unknown) => {
  printError(error, { json: false, lang });
  process.exitCode = exitCodeOf(error);
});
