/** A program's nouns and verbs, of which only what a command line calls is loaded. */
import type { Command } from "commander";
import { inLanguage, type Say } from "./help.ts";
import { languageOption } from "./language/language.ts";
import type { Bilingual, Language } from "./output/output.ts";
import type { Attach } from "./verb.ts";

type Load = () => Promise<{ readonly default: Attach }>;

export interface Noun {
  readonly about: Bilingual;
  /** The verbs by name, in the order of the noun's help. */
  readonly verbs: Readonly<Record<string, Load>>;
}

/** A verb that stands alone. The program's help says what it is about, without loading it. */
export interface LoneVerb {
  readonly about: Bilingual;
  readonly load: Load;
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
  {
    nouns,
    lone,
  }: { readonly nouns: Readonly<Record<string, Noun>>; readonly lone: Readonly<Record<string, LoneVerb>> },
  say: Say,
  lang: Language,
  called?: readonly string[],
): Promise<void> {
  for (const [name, { about }] of Object.entries(nouns))
    program.command(name).description(inLanguage(say, about)).addOption(languageOption(say, lang));
  for (const [name, { about, load }] of Object.entries(lone)) {
    if (called === undefined || called[0] === name) (await load()).default(program, say);
    else program.command(name).description(inLanguage(say, about));
  }
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
