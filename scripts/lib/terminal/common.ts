/** Options that verbs have in common. */
import type { Command } from "commander";
import { addSignerOptions, type SignerOptions } from "../keys/signing.ts";
import { defaultHome } from "./folders.ts";
import { inLanguage, type Say } from "./help.ts";
import { languageOption } from "./language/language.ts";
import type { Bilingual, Language } from "./output/output.ts";

export interface CommonOptions extends SignerOptions {
  readonly network: string;
  readonly read?: string;
  readonly addresses?: string;
  readonly home?: string;
  readonly lang: Language;
  readonly json?: true;
  readonly as?: string;
  readonly yes?: true;
}

/** Properties of a verb that decide which common options it gets. */
interface Taking {
  readonly chain?: "reads" | "writes";
  readonly confirms?: true;
}

/** Default descriptions of arguments. */
const ARGUMENTS: Readonly<Record<string, Bilingual>> = {
  did: { en: "a DID, an address, or an account key's name", ko: "DID, 주소 또는 계정 키 이름" },
  vct: { en: "the type's name", ko: "증명서 종류 이름" },
};

export function describeArguments(command: Command, say: Say): void {
  for (const argument of command.registeredArguments) {
    const words = ARGUMENTS[argument.name()];
    if (argument.description === "" && words !== undefined) argument.description = inLanguage(say, words);
  }
}

/** Adds the options of every verb, and those for verbs that read or write a chain. */
export function addCommon(command: Command, { chain, confirms }: Taking, say: Say): void {
  if (confirms)
    command.option("--yes", say("confirm in advance; for scripts", "확인 질문에 미리 동의합니다(스크립트용)"));
  if (chain === "writes") {
    addSignerOptions(command, say);
    command.option(
      "--as <did>",
      say("the DID to act for, if it is not the DID of the account", "대리할 DID(계정 자신의 DID가 아닐 때)"),
    );
  } else {
    command.option(
      "--password-fd <number>",
      say(
        "read a password, if one is needed, from this open file descriptor",
        "암호가 필요하면 열려 있는 이 파일 디스크립터에서 읽습니다",
      ),
    );
  }
  if (chain !== undefined) addNetwork(command, say);
  command
    .option(
      "--home <folder>",
      say(
        `Didim's folder; default: $DIDIM_HOME, or ${defaultHome()}`,
        `디딤 폴더. 생략하면 $DIDIM_HOME, 그것도 없으면 ${defaultHome()}`,
      ),
    )
    .addOption(languageOption(say, say("en", "ko") as Language))
    .option("--json", say("print only one JSON object on standard output", "표준 출력에 JSON 객체 하나만 출력합니다"));
}

/** Adds the options that select the chain. */
function addNetwork(command: Command, say: Say): void {
  command.option(
    "--network <local|besu|besu:FOLDER|URL,…>",
    say(
      "the local node, the consortium (in Didim's folder, or in another), or the URLs of nodes; if one fails, the next is used",
      "로컬 노드, 컨소시엄(디딤 폴더나 지정한 폴더) 또는 노드의 URL. 여러 개면 응답하지 않는 노드 대신 다음 노드를 씁니다",
    ),
    "local",
  );
  command.option(
    "--read <quorum k/n>",
    say(
      "ask all the nodes; k of them must agree (quorum alone: more than half)",
      "모든 노드에 질의하여 k개 이상의 응답이 일치해야 합니다(quorum만 쓰면 과반수)",
    ),
  );
  command.option(
    "--addresses <file>",
    say(
      "the addresses file of the deployment, if this machine has no record of it",
      "배포의 주소 파일(이 컴퓨터에 기록이 없을 때)",
    ),
  );
}
