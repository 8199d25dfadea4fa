/**
 * Korean sentences by the code of an error, one or two each: what is wrong, and what to do. `{name}` is a fact of the error,
 * `{name:time}` one that is seconds since 1970. Brackets around a fact that an error does not have are left out with it.
 */
export type Sentences = Readonly<Record<string, string>>;

/** A fact in a sentence: its name, and of what kind it is. */
export const FACT = /\{(\w+)(:time)?\}/g;

/** Brackets with facts in them. */
export const ASIDE = /\([^()]*\{[^()]*\)/g;

/** The facts that a sentence names. */
export function namesIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(FACT)].map(([, name = ""]) => name);
}
