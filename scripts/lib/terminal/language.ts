import { Option } from "commander";
import type { Language } from "./output.ts";

const SPOKEN: Language = process.env.DIDIM_LANG === "ko" ? "ko" : "en";

export function languageOption(): Option {
  return new Option("--lang <language>", "language").choices(["en", "ko"]).default(SPOKEN);
}

/** The language of a command line that could not be read as a whole. */
export function languageOf(argv: readonly string[]): Language {
  const said = argv.find((_, i) => argv[i - 1] === "--lang") ?? argv.find((arg) => arg.startsWith("--lang="))?.slice(7);
  return said === "ko" || said === "en" ? said : SPOKEN;
}
