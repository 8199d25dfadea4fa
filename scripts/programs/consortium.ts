/** The program `consortium <verb>`: each verb is a file in commands/. */
import { Command } from "commander";
import consortiumAccountAdd from "../commands/consortium/account-add.ts";
import consortiumAccountRemove from "../commands/consortium/account-remove.ts";
import consortiumCheck from "../commands/consortium/check.ts";
import consortiumDown from "../commands/consortium/down.ts";
import consortiumDrill from "../commands/consortium/drill.ts";
import consortiumInit from "../commands/consortium/init.ts";
import consortiumKey from "../commands/consortium/key.ts";
import consortiumMemberAdd from "../commands/consortium/member-add.ts";
import consortiumMemberRemove from "../commands/consortium/member-remove.ts";
import consortiumStatus from "../commands/consortium/status.ts";
import consortiumUp from "../commands/consortium/up.ts";
import consortiumWatch from "../commands/consortium/watch.ts";
import { inLanguage, sayIn, speakHelp } from "../lib/terminal/help.ts";
import { languageOption } from "../lib/terminal/language/language.ts";
import type { Bilingual, Language } from "../lib/terminal/output/output.ts";

const HELP: Bilingual = {
  en: `
Other commands reach it by --network besu. Everything about running one: docs/operations.md.`,
  ko: `
다른 명령은 --network besu로 접속합니다. 운영 방법은 docs/operations.md에 있습니다.`,
};

const ABOUT: Bilingual = {
  en: "A consortium of Hyperledger Besu nodes (QBFT): its files, and its nodes on this machine.",
  ko: "Hyperledger Besu 노드(QBFT)로 이루어진 컨소시엄의 파일과, 이 컴퓨터에 있는 노드를 다룹니다.",
};

const NOUNS: Readonly<Record<string, Bilingual>> = {
  member: { en: "the members of the consortium", ko: "컨소시엄의 회원" },
  account: { en: "accounts that may send transactions by the nodes", ko: "노드로 거래를 보낼 수 있는 계정" },
};

const VERBS = [
  ...[consortiumInit, consortiumCheck, consortiumUp, consortiumStatus, consortiumWatch, consortiumDown],
  ...[consortiumKey, consortiumMemberAdd, consortiumMemberRemove],
  ...[consortiumAccountAdd, consortiumAccountRemove, consortiumDrill],
];

/** The program with its help in a language. */
export function consortiumProgram(lang: Language): Command {
  const say = sayIn(lang);
  const program = speakHelp(new Command("consortium"), say).description(inLanguage(say, ABOUT));
  program.addHelpText("after", inLanguage(say, HELP));
  program.addOption(languageOption(say, lang));
  for (const [noun, about] of Object.entries(NOUNS))
    program.command(noun).description(inLanguage(say, about)).addOption(languageOption(say, lang));
  for (const attach of VERBS) attach(program, say);
  return program;
}
