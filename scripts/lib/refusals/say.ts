import { type DidimError, NO_END, showUnseen } from "../../../src/index.ts";
import { when } from "../terminal/values.ts";
import { KOREAN } from "./korean.ts";
import { ASIDE, FACT } from "./sentences.ts";

/** What an error says in Korean, on one line; undefined for a code that is none of Didim's. */
export function koreanOf({ code, facts, cause }: DidimError): string | undefined {
  const sort = code === "cli.usage" ? (cause as { code?: unknown } | undefined)?.code : facts.option;
  const sentence = ofTable(`${code} ${String(sort)}`) ?? ofTable(code);
  return sentence && filled(sentence, facts);
}

function ofTable(key: string): string | undefined {
  return Object.hasOwn(KOREAN, key) ? KOREAN[key] : undefined;
}

/** Not every throw of a code has each fact. */
function filled(sentence: string, facts: DidimError["facts"]): string {
  const fact = (name: string, time?: string): string | undefined => {
    const value = Object.hasOwn(facts, name) ? facts[name] : undefined;
    return time === undefined ? textOf(value) : timeOf(value);
  };
  return sentence
    .replace(ASIDE, (aside) =>
      [...aside.matchAll(FACT)].every(([, name = "", time]) => fact(name, time) !== undefined) ? aside : "",
    )
    .replace(FACT, (_, name: string, time?: string) => shown(fact(name, time) ?? "?"));
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (typeof value === "bigint" || Number.isFinite(value)) return String(value);
  if (Array.isArray(value) && value.length > 0) {
    const texts = value.slice(0, LONGEST).map(textOf);
    return texts.includes(undefined) ? undefined : texts.join(", ");
  }
  // A verdict's words, which are there in both languages.
  const korean: unknown = typeof value === "object" && value !== null && "ko" in value ? value.ko : undefined;
  return typeof korean === "string" ? korean : undefined;
}

function timeOf(value: unknown): string | undefined {
  const isTime = (typeof value === "bigint" || Number.isInteger(value)) && Number(value) >= 0 && Number(value) < NO_END;
  return isTime ? when(Number(value)).ko : undefined;
}

const LONGEST = 120;

/** A fact may be what a stranger wrote: it is cut to a line, and cannot break out of it. */
function shown(text: string): string {
  // Cut first: the rest may be long, and half a surrogate pair at the cut goes with what is unseen.
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return showUnseen(cut);
}
