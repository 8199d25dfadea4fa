import type { DidimError } from "../../../src/index.ts";
import { COMMAND_LINE } from "./command-line.ts";
import { CONTRACTS } from "./contracts.ts";
import { FORMATS } from "./formats.ts";
import { GOVERNANCE } from "./governance.ts";
import { HOLDING } from "./holding.ts";
import { ISSUING } from "./issuing.ts";
import { PROOFS } from "./proofs.ts";
import { REGISTRIES } from "./registries.ts";
import type { Sentences } from "./sentences.ts";
import { VERIFYING } from "./verifying.ts";

/** One line a code; a check holds that no code is without. */
export const KOREAN: Sentences = {
  ...COMMAND_LINE,
  ...FORMATS,
  ...REGISTRIES,
  ...PROOFS,
  ...CONTRACTS,
  ...GOVERNANCE,
  ...VERIFYING,
  ...ISSUING,
  ...HOLDING,
};

/** What an error says in Korean, on one line; undefined for a code that is none of Didim's. */
export function koreanOf({ code, facts, cause }: DidimError): string | undefined {
  const sort = code === "cli.usage" ? (cause as { code?: unknown } | undefined)?.code : facts.option;
  const sentence = ofTable(`${code} ${String(sort)}`) ?? ofTable(code);
  return sentence && filled(sentence, facts);
}

function ofTable(key: string): string | undefined {
  return Object.hasOwn(KOREAN, key) ? KOREAN[key] : undefined;
}

/** Brackets with facts in them. */
export const ASIDE = /\([^()]*\{\w+\}[^()]*\)/g;

/** Not every throw of a code has each fact: brackets around one that is missing are left out with it. */
function filled(sentence: string, facts: DidimError["facts"]): string {
  return sentence
    .replace(ASIDE, (aside) => (namesIn(aside).every((name) => isThere(facts, name)) ? aside : ""))
    .replace(/\{(\w+)\}/g, (_, name: string) => (isThere(facts, name) ? shown(facts[name]) : "?"));
}

/** The facts that a sentence names. */
export function namesIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

function isThere(facts: DidimError["facts"], name: string): boolean {
  const value = Object.hasOwn(facts, name) ? facts[name] : undefined;
  return isPlain(value) || (Array.isArray(value) && value.length > 0 && value.every(isPlain));
}

function isPlain(value: unknown): boolean {
  return ["string", "number", "bigint", "boolean"].includes(typeof value) && value !== "";
}

const LONGEST = 120;
/** Control and format characters (the direction of writing among them), lone surrogates, unassigned ones, and line breaks. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A fact may be what a stranger wrote: it is cut to a line, and cannot break out of it. */
function shown(value: unknown): string {
  const text = Array.isArray(value) ? value.slice(0, LONGEST).join(", ") : String(value);
  // Cut first: the rest may be long, and half a surrogate pair at the cut goes with what is unseen.
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replace(UNSEEN, "\u25a1");
}
