/** Options that verbs have in common. */
import type { Command } from "commander";
import { addSignerOptions, type SignerOptions } from "../keys/signing.ts";
import { inWords, type Say } from "./help.ts";
import { DEFAULT_HOME } from "./home.ts";
import { languageOption } from "./language.ts";
import type { Language, Words } from "./output.ts";

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
const ARGUMENTS: Readonly<Record<string, Words>> = {
  did: { en: "a DID, an address, or an account key's name", ko: "DID, 주소, 또는 계정 키 이름" },
  vct: { en: "the type's name", ko: "증명서 종류 이름" },
};

export function describeArguments(command: Command, say: Say): void {
  for (const argument of command.registeredArguments) {
    const words = ARGUMENTS[argument.name()];
    if (argument.description === "" && words !== undefined) argument.description = inWords(say, words);
  }
}

/** Adds the options of every verb, and those for verbs that read or write a chain. */
export function addCommon(command: Command, { chain, confirms }: Taking, say: Say): void {
  if (confirms)
    command.option("--yes", say("confirmed: do not ask, as in a script", "확인을 묻지 않습니다(스크립트용)"));
  if (chain === "writes") {
    addSignerOptions(command, say);
    command.option(
      "--as <did>",
      say("the DID to act for, if it is not the account's own", "대리하는 DID(계정 자신의 DID가 아닐 때)"),
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
        `Didim's folder; else $DIDIM_HOME, else ${DEFAULT_HOME.en}`,
        `디딤 폴더. 없으면 $DIDIM_HOME, 그것도 없으면 ${DEFAULT_HOME.ko}`,
      ),
    )
    .addOption(languageOption(say))
    .option(
      "--json",
      say("one JSON object on standard output, and nothing else", "표준 출력에 JSON 객체 하나만 출력합니다"),
    );
}

/** Adds the options that select the chain. */
function addNetwork(command: Command, say: Say): void {
  command.option(
    "--network <local|besu|URL,…>",
    say(
      "the local node, the consortium, or nodes that stand in for one another",
      "로컬 노드, 컨소시엄, 또는 서로 대신하는 노드들",
    ),
    "local",
  );
  command.option(
    "--read <quorum k/n>",
    say(
      "ask all the nodes; so many of them must agree (quorum alone: more than half)",
      "모든 노드에 묻고 k개 이상이 같아야 합니다(quorum만 쓰면 과반수)",
    ),
  );
  command.option(
    "--addresses <file>",
    say("the deployment's addresses file, if it is not on record", "배포 주소 파일(기록에 없을 때)"),
  );
}
