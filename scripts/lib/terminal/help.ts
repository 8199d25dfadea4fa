/** The output of --help in the chosen language. */
import type { Argument, Command, Help, Option } from "commander";
import type { Bilingual, Language } from "./output/output.ts";
import { callOf, VERSION } from "./place.ts";

/** Picks one of two texts by the chosen language. */
export type Say = (en: string, ko: string) => string;

export const sayIn =
  (lang: Language): Say =>
  (en, ko) =>
    lang === "ko" ? ko : en;

/** A Hangul letter takes two columns. */
const columnsOf = (text: string): number => text.length + (text.match(/[\uac00-\ud7a3]/g)?.length ?? 0);

const TITLES: Readonly<Record<string, string>> = {
  "Usage:": "사용법:",
  "Arguments:": "인수:",
  "Options:": "옵션:",
  "Commands:": "명령:",
};

/** Call this before adding commands: they inherit the settings. */
export function speakHelp(program: Command, say: Say): Command {
  const [choices, defaults] = [say("choices", "선택"), say("default", "기본값")];
  const extra = ({ argChoices, defaultValue }: Option | Argument): string[] => [
    ...(argChoices === undefined ? [] : [`${choices}: ${argChoices.join(", ")}`]),
    ...(typeof defaultValue === "string" && defaultValue !== "" ? [`${defaults}: ${defaultValue}`] : []),
  ];
  const described = (description: string, more: readonly string[]): string =>
    more.length === 0 ? description : `${description} (${more.join(", ")})`;
  return program
    .version(VERSION, "-V, --version", say("show the version", "버전을 보여 줍니다"))
    .helpOption("-h, --help", say("show this help", "이 도움말을 보여 줍니다"))
    .helpCommand("help [command]", say("the help of a command", "명령의 도움말을 보여 줍니다"))
    .configureHelp({
      displayWidth: columnsOf,
      styleTitle: (title) => say(title, TITLES[title] ?? title),
      optionDescription: (option) =>
        described(option.description, [...(option.mandatory ? [say("required", "필수")] : []), ...extra(option)]),
      argumentDescription: (argument) => described(argument.description, extra(argument)),
    } satisfies Partial<Help>);
}

/** A verb's example, shown below its options: a complete command line. */
export function exampleText(say: Say, verb: Command, words: string): string {
  const [program = "", ...names] = pathOf(verb);
  const line = [callOf(program), ...names, words].join(" ").trimEnd();
  return `\n${say("Example:", "예:")}\n  ${line}`;
}

/** The names from the program down to a command. */
const pathOf = (command: Command): string[] => [
  ...(command.parent === null ? [] : pathOf(command.parent)),
  command.name(),
];

/** A text in the chosen language. */
export const inLanguage = (say: Say, { en, ko }: Bilingual): string => say(en, ko);
