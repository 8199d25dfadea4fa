/** The program `didim <noun> <verb>`: each verb is a file in commands/. */
import { Command } from "commander";
import { withReadJoined } from "../lib/network/read-option.ts";
import { defaultHome } from "../lib/terminal/folders.ts";
import { inLanguage, sayIn, speakHelp } from "../lib/terminal/help.ts";
import { languageOf, languageOption } from "../lib/terminal/language/language.ts";
import { checkNode } from "../lib/terminal/node-version.ts";
import { type Bilingual, exitCodeOf, type Language, printError } from "../lib/terminal/output/output.ts";
import { runProgram } from "../lib/terminal/program.ts";
import { attachVerbs, calledBy } from "../lib/terminal/verbs.ts";
import { NOUNS } from "./didim-verbs.ts";

const HELP: Bilingual = {
  en: `
Files: keys/ (encrypted), wallet/, indices/ and issued/ are in Didim's folder: --home, else $DIDIM_HOME, else
${defaultHome()}. A password comes from the terminal, from the file that $DIDIM_PASSWORD_FILE names, or from an
open descriptor (--password-fd), never from the command line.

The account that acts: --key NAME (an encrypted account key), --account ADDRESS of a remote signer (--signer URL), or --account
NUMBER of a local node's test accounts. Add --as DID if the account acts for another DID than its own.

Exit codes: 0 done, or valid · 1 not valid · 2 could not find out · 64 wrong usage · 65 refused by a registry ·
66 no such file · 69 node, or chain, not available · 70 internal · 77 no key, wrong password, or not permitted.

The local node, the tour, deployment and the consortium's nodes need a clone of Didim's repository: npm run node, npm start,
npm run deploy, npm run consortium. For Korean: --lang ko, or DIDIM_LANG=ko.`,
  ko: `
저장 위치: keys/(암호화됨), wallet/, indices/, issued/는 디딤 폴더에 있습니다. 디딤 폴더는 --home, 없으면 $DIDIM_HOME, 그것도
없으면 ${defaultHome()}입니다. 암호는 터미널, $DIDIM_PASSWORD_FILE이 가리키는 파일 또는 열려 있는 디스크립터(--password-fd)에서 받으며,
명령줄에서는 받지 않습니다.

실행하는 계정: --key 이름(암호화된 계정 키), 원격 서명기(--signer URL)의 --account 주소 또는 로컬 노드 시험용 계정의 --account 번호로
지정합니다. 계정 자신의 DID가 아닌 DID를 대리할 때는 --as DID를 추가합니다.

종료 코드: 0 완료 또는 유효 · 1 유효하지 않음 · 2 확인 불가 · 64 잘못된 사용법 · 65 등록부가 거부 · 66 파일 없음 ·
69 노드나 체인을 이용할 수 없음 · 70 내부 오류 · 77 키 없음, 틀린 암호, 권한 없음.

로컬 노드, 시연, 배포, 컨소시엄 노드는 디딤 저장소를 복제(clone)해야 쓸 수 있습니다: npm run node, npm start, npm run deploy,
npm run consortium. 영어로 보려면 --lang en 또는 DIDIM_LANG=en.`,
};

const ABOUT: Bilingual = {
  en: "The trust layer under a digital wallet.",
  ko: "디지털 지갑을 뒷받침하는 신뢰 기반입니다.",
};

/** Programs of the repository that a user may look for here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  start: "npm start",
  node: "npm run node",
  deploy: "npm run deploy",
  consortium: "npm run consortium",
};

/** Runs a command line, and sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const lang = languageOf(argv);
  try {
    checkNode(process.versions.node);
    await runProgram(await didimProgram(lang, argv), withReadJoined(argv));
  } catch (error) {
    printError(error, { json: argv.includes("--json"), lang });
    process.exitCode = exitCodeOf(error);
  }
}

/**
 * The program with its help in a language. `argv`: the command line, of which only the verb that it calls is loaded; without
 * it, all verbs are.
 */
export async function didimProgram(lang: Language, argv?: readonly string[]): Promise<Command> {
  const say = sayIn(lang);
  const program = speakHelp(new Command("didim"), say).description(inLanguage(say, ABOUT));
  program.addHelpText("after", inLanguage(say, HELP));
  program.addOption(languageOption(say, lang));
  await attachVerbs(program, NOUNS, say, lang, argv && calledBy(argv));
  for (const [name, call] of Object.entries(ELSEWHERE)) refuse(program, name, call);
  return program;
}

/** Tells where to find a program that the package does not include. */
function refuse(program: Command, name: string, call: string): void {
  const message = `error: ${name} is not a command of didim: in a clone of Didim's repository it is ${call}`;
  program
    .command(name, { hidden: true })
    .argument("[words...]")
    .allowUnknownOption()
    .action(() => program.error(message));
}
