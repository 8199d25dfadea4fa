import { Option } from "commander";
import type { Say } from "./help.ts";
import type { Language } from "./output.ts";

const SPOKEN: Language = process.env.DIDIM_LANG === "ko" ? "ko" : "en";

export function languageOption(say: Say): Option {
  return new Option("--lang <language>", say("the language that is spoken", "출력 언어"))
    .choices(["en", "ko"])
    .default(SPOKEN);
}

/** The language of a command line that could not be parsed. */
export function languageOf(argv: readonly string[]): Language {
  const said = argv.find((_, i) => argv[i - 1] === "--lang") ?? argv.find((arg) => arg.startsWith("--lang="))?.slice(7);
  return said === "ko" || said === "en" ? said : SPOKEN;
}
