/** `npm run node`: runs a local chain with everything deployed, until Ctrl-C. */
import { Command } from "commander";
import { DidimError } from "../src/public/index.ts";
import { startLocalChain } from "./lib/network/local-chain.ts";
import { announce, describe, STARTING, stayUp } from "./lib/network/serve.ts";
import { inLanguage, sayIn, speakHelp } from "./lib/terminal/help.ts";
import { homeAt } from "./lib/terminal/home.ts";
import { languageOf, languageOption } from "./lib/terminal/language/language.ts";
import {
  type Bilingual,
  exitCodeOf,
  type Language,
  printError,
  printedJson,
  progress,
} from "./lib/terminal/output/output.ts";
import { runProgram } from "./lib/terminal/program.ts";

interface Options {
  readonly port: string;
  readonly host: string;
  readonly blockSeconds: string;
  readonly votingSeconds: string;
  readonly home?: string;
  readonly lang: Language;
  readonly json?: true;
}

const HELP: Bilingual = {
  en: `
Other commands of this user find the node by themselves (--network local), whichever --home they have, by a file that has its
URL and the registries' addresses. The keys of the test accounts are public: never use them for anything real. Gas costs
nothing. Nothing is kept when the node ends.`,
  ko: `
이 사용자의 다른 명령은 --home에 관계없이 이 노드를 자동으로 찾습니다(--network local). 노드의 URL과 등록부 주소를 적은 파일을 읽어 찾습니다.
시험용 계정의 키는 공개되어 있으므로 실제 업무에 쓰지 마십시오. 가스는 무료입니다. 노드를 끝내면 모든 내용이 사라집니다.`,
};

/** To the system, an empty host means all addresses of the machine: nobody means that by a variable that is not set. */
function checkHost(host: string): void {
  if (host.trim() !== "") return;
  const message = "--host names no address. To listen at all addresses of this machine: --host 0.0.0.0.";
  throw new DidimError("cli.option", message, { option: "--host" });
}

async function run(options: Options): Promise<void> {
  const home = homeAt(options.home);
  const [port, blockSeconds] = [
    number("--port", options.port, 65_535),
    number("--block-seconds", options.blockSeconds, 3600),
  ];
  const votingPeriod = number("--voting-seconds", options.votingSeconds, 45);
  checkHost(options.host);
  progress(STARTING[options.lang]);
  const chain = await startLocalChain({ port, host: options.host, blockSeconds, votingPeriod });
  const record = announce(chain, home);
  process.stdout.write(
    options.json
      ? `${printedJson({ ...record.node, accounts: chain.accounts })}\n`
      : describe(chain, record.file, options.lang),
  );
  stayUp(chain, record);
}

function number(option: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new DidimError("cli.option", `${option} takes a whole number from 0 to ${most}.`, { option, value: text });
}

const say = sayIn(languageOf(process.argv));
const program = speakHelp(new Command("node"), say)
  .helpCommand(false)
  .description(
    say(
      "Starts a local chain with all registries deployed, and runs it until Ctrl-C.",
      "모든 등록부가 배포된 로컬 체인을 시작합니다. Ctrl-C를 누르면 끝납니다.",
    ),
  )
  .option(
    "--port <number>",
    say("the port of JSON-RPC; 0: any free port", "JSON-RPC 포트. 0이면 빈 포트를 씁니다"),
    "8545",
  )
  .option(
    "--host <address>",
    say("the address to listen at; 0.0.0.0: all addresses", "수신할 주소. 0.0.0.0이면 모든 주소에서 받습니다"),
    "127.0.0.1",
  )
  .option(
    "--block-seconds <number>",
    say("seconds between blocks; 0: a block only for transactions", "블록 간격(초). 0이면 거래가 있을 때만 만듭니다"),
    "1",
  )
  .option(
    "--voting-seconds <number>",
    say("how long the council votes, at most 45", "협의회의 투표 기간(초, 최대 45)"),
    "30",
  )
  .option("--home <folder>", say("Didim's folder", "디딤 폴더"))
  .addOption(languageOption(say))
  .option("--json", say("one JSON object instead of text", "텍스트 대신 JSON 객체 하나를 출력합니다"))
  .addHelpText("after", inLanguage(say, HELP))
  .action(async (options: Options) => {
    try {
      await run(options);
    } catch (error) {
      printError(error, { json: options.json === true, lang: options.lang });
      process.exit(exitCodeOf(error));
    }
  });
await runProgram(program);
