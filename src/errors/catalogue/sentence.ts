import { timeOf } from "../time-text.ts";
import { showUnseen } from "../unseen.ts";

/** A detail in a sentence: its name, and whether it is a time. */
const DETAIL = /\{(\w+)(:time)?\}/g;

/** Brackets with details in them. */
const ASIDE = /\([^()]*\{[^()]*\)/g;

type Details = Readonly<Record<string, unknown>>;

/** The details that a sentence names: those that it cannot do without, and those in brackets. */
export function namesIn(sentence: string): { readonly needed: readonly string[]; readonly aside: readonly string[] } {
  const names = (text: string): readonly string[] => [...text.matchAll(DETAIL)].map(([, name = ""]) => name);
  return { needed: names(sentence.replace(ASIDE, "")), aside: names((sentence.match(ASIDE) ?? []).join("")) };
}

/**
 * A Korean sentence of the catalogue on one line, with the details of an error. Not every throw of a code has each of them: brackets
 * around one that is missing are left out with it.
 */
export function withDetails(sentence: string, details: Details): string {
  const detail = (name: string, time?: string): string | undefined => {
    const value = Object.hasOwn(details, name) ? details[name] : undefined;
    return time === undefined ? textOf(value) : timeOf(value);
  };
  return sentence
    .replace(ASIDE, (aside) =>
      [...aside.matchAll(DETAIL)].every(([, name = "", time]) => detail(name, time) !== undefined) ? aside : "",
    )
    .replace(DETAIL, (_, name: string, time?: string) => shown(detail(name, time) ?? "?"));
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (typeof value === "bigint" || Number.isFinite(value)) return String(value);
  if (Array.isArray(value) && value.length > 0) {
    const texts = value.slice(0, LONGEST).map(textOf);
    return texts.includes(undefined) ? undefined : texts.join(", ");
  }
  // A verdict's text, which is there in both languages.
  const korean: unknown = typeof value === "object" && value !== null && "ko" in value ? value.ko : undefined;
  return typeof korean === "string" ? korean : undefined;
}

const LONGEST = 120;

/** A detail may be what a stranger wrote: it is cut to a line, and cannot break out of it. */
function shown(text: string): string {
  // Cut first: the rest may be long, and half a surrogate pair at the cut goes with what is unseen.
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return showUnseen(cut);
}
