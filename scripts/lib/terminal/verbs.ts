/** A program's nouns and verbs, of which only what a command line calls is loaded. */
import type { Command } from "commander";
import { inLanguage, type Say } from "./help.ts";
import { languageOption } from "./language/language.ts";
import type { Bilingual, Language } from "./output/output.ts";
import type { Attach } from "./verb.ts";

export interface Noun {
  readonly about: Bilingual;
  /** The verbs by name, in the order of the noun's help. */
  readonly verbs: Readonly<Record<string, () => Promise<{ readonly default: Attach }>>>;
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
  nouns: Readonly<Record<string, Noun>>,
  say: Say,
  lang: Language,
  called?: readonly string[],
): Promise<void> {
  for (const [name, { about }] of Object.entries(nouns))
    program.command(name).description(inLanguage(say, about)).addOption(languageOption(say, lang));
  const loaded = Object.entries(nouns).flatMap(([name, { verbs }]) => {
    if (called !== undefined && called[0] !== name) return [];
    const [, verb = ""] = called ?? [];
    return Object.hasOwn(verbs, verb) ? [verbs[verb]] : Object.values(verbs);
  });
  for (const { default: attach } of await Promise.all(
    loaded.map((load) => load?.()).filter((file) => file !== undefined),
  ))
    attach(program, say);
}
