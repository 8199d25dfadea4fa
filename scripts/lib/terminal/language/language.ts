import { Option } from "commander";
import { DidimError } from "../../../../src/public/errors.ts";
import type { Say } from "../help.ts";
import type { Language } from "../output/output.ts";

const SPOKEN: Language = process.env.DIDIM_LANG === "ko" ? "ko" : "en";

/** `--lang`; `spoken` is the language where nobody gives it. */
export function languageOption(say: Say, spoken: Language = SPOKEN): Option {
  return new Option("--lang <language>", say("the language of the output", "출력 언어"))
    .choices(["en", "ko"])
    .default(spoken);
}

/** Throws `cli.value` for a language that we do not speak: in --lang, or in $DIDIM_LANG. */
export function checkLanguage(argv: readonly string[], spoken: string | undefined): void {
  const named = saidIn(argv);
  if (named !== undefined) checkSpoken(named, "--lang");
  if (spoken !== undefined && spoken !== "") checkSpoken(spoken, "$DIDIM_LANG");
}

function checkSpoken(named: string, where: string): void {
  if (named === "en" || named === "ko") return;
  const value = named.slice(0, 40);
  throw new DidimError("cli.value", `${where} names the language "${value}": give en or ko.`, { value, option: where });
}

function saidIn(argv: readonly string[]): string | undefined {
  return argv.find((_, i) => argv[i - 1] === "--lang") ?? argv.find((arg) => arg.startsWith("--lang="))?.slice(7);
}

/** The language of a command line that could not be parsed. */
export function languageOf(argv: readonly string[], spoken: Language = SPOKEN): Language {
  const said = saidIn(argv);
  return said === "ko" || said === "en" ? said : spoken;
}
