/** A program's nouns and verbs, of which only what a command line calls is loaded. */
import type { Command } from "commander";
import { inLanguage, type Say } from "./help.ts";
import { languageOption } from "./language/language.ts";
import type { Bilingual, Language } from "./output/output.ts";
import type { Attach } from "./verb.ts";

/** Loads a verb's file. */
type Load = () => Promise<{ readonly default: Attach }>;

export interface Noun {
  readonly about: Bilingual;
  /** The verbs by name, in the order of the noun's help. */
  readonly verbs: Readonly<Record<string, Load>>;
}

/** A verb that stands alone, without a noun. */
export interface Alone {
  /** For the program's help, which does not load the verb's file. */
  readonly about: Bilingual;
  readonly verb: Load;
}

/** What a command line calls, as far as it says so: a noun, or a noun and its verb. */
export function calledBy(argv: readonly string[]): readonly string[] {
  const words = argv.slice(2).filter((word, i, all) => !word.startsWith("-") && all[i - 1] !== "--lang");
  return words[0] === "help" ? words.slice(1, 3) : words.slice(0, 2);
}

/**
 * Adds all nouns, and the verbs that may be needed: the one that is called; of a noun alone, or with a word that is none of
 * its verbs, all of them, to list or to suggest; without `called`, the verbs of all nouns.
 */
export async function attachVerbs(
  program: Command,
  nouns: Readonly<Record<string, Noun | Alone>>,
  say: Say,
  lang: Language,
  called?: readonly string[],
): Promise<void> {
  const isCalled = (name: string): boolean => called === undefined || called[0] === name;
  for (const [name, noun] of Object.entries(nouns)) {
    // A verb that stands alone makes its own command.
    if ("verb" in noun && isCalled(name)) continue;
    program.command(name).description(inLanguage(say, noun.about)).addOption(languageOption(say, lang));
  }
  const loaded = Object.entries(nouns).flatMap(([name, noun]) => (isCalled(name) ? verbsOf(noun, called?.[1]) : []));
  for (const { default: attach } of await Promise.all(loaded.map((load) => load()))) attach(program, say);
}

function verbsOf(noun: Noun | Alone, called = ""): readonly Load[] {
  if ("verb" in noun) return [noun.verb];
  const one = Object.hasOwn(noun.verbs, called) ? noun.verbs[called] : undefined;
  return one === undefined ? Object.values(noun.verbs) : [one];
}
