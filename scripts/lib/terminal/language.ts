import { Option } from "commander";
import type { Say } from "./help.ts";
import type { Language } from "./output.ts";

const SPOKEN: Language = process.env.DIDIM_LANG === "ko" ? "ko" : "en";

/** `--lang`; `spoken` is the language where nobody gives it. */
export function languageOption(say: Say, spoken: Language = SPOKEN): Option {
  return new Option("--lang <language>", say("the language of the output", "출력 언어"))
    .choices(["en", "ko"])
    .default(spoken);
}

/** The language of a command line that could not be parsed. */
export function languageOf(argv: readonly string[], spoken: Language = SPOKEN): Language {
  const said = argv.find((_, i) => argv[i - 1] === "--lang") ?? argv.find((arg) => arg.startsWith("--lang="))?.slice(7);
  return said === "ko" || said === "en" ? said : spoken;
}
