import { isExact } from "../crypto/encodings/decimal.ts";
import { MAX_DEPTH } from "../crypto/encodings/json.ts";
import type { DidimError } from "../errors/error.ts";

/** What is wrong with a text. */
export type Mistake = "not-json" | "name-twice" | "prototype" | "half-pair" | "number" | "depth";

/** Names and positions of list elements, from the outside. */
type Path = readonly (string | number)[];

/**
 * Makes the error to throw. `why` begins with the line and column in the text: `line 3, column 7: …`; `path` leads to the
 * value.
 */
export type Refusal = (why: string, mistake: Mistake, path: Path) => DidimError;

/**
 * JSON that people write by hand, or that is kept in a file. As strict as a token's JSON (RFC 7493), and it says where the
 * mistake is: JSON.parse keeps the last of two members with one name, and a slip of the pen would pass. Refuses a name
 * twice in one object, `__proto__`, halves of surrogate pairs, numbers that a double does not hold exactly (`-0` too), and nesting
 * deeper than {@link MAX_DEPTH}. Messages name members and places, never a value: it may be about a person.
 */
export function parseWritten(text: string, refuse: Refusal): unknown {
  return new Reader(text, refuse).whole();
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
/** With the flag `u`, only what is not part of a pair. */
const HALF = /\p{Surrogate}/u;
const NAME_SHOWN = 40;

class Reader {
  readonly #text: string;
  readonly #refuse: Refusal;
  #at = 0;
  /** The names and indices on the way to the value that is read now. */
  readonly #path: (string | number)[] = [];

  constructor(text: string, refuse: Refusal) {
    this.#text = text;
    this.#refuse = refuse;
  }

  whole(): unknown {
    const value = this.#value();
    return this.#at === this.#text.length ? value : this.#wrong("something follows the end of the JSON");
  }

  /** A value, with the space before and behind it. */
  #value(): unknown {
    this.#match(SPACE);
    const value = this.#bare();
    this.#match(SPACE);
    return value;
  }

  #bare(): unknown {
    const first = this.#text[this.#at];
    if (first === "{" || first === "[") {
      if (this.#path.length >= MAX_DEPTH) return this.#wrong(`it nests more than ${MAX_DEPTH} deep`, "depth");
      return first === "{" ? this.#object() : this.#list();
    }
    if (first === '"') return this.#string();
    const word = this.#match(WORD) ?? this.#number();
    return word === undefined ? this.#wrong("here a value is missing, or is not JSON") : JSON.parse(word);
  }

  #object(): object {
    const members = new Map<string, unknown>();
    this.#each("}", () => {
      this.#match(SPACE);
      const start = this.#at;
      const name =
        this.#text[start] === '"' ? this.#string() : this.#wrong('here a name in quotes is missing, or a "}"');
      this.#path.push(name);
      if (members.has(name)) this.#wrong(`${this.#place()} is there twice`, "name-twice", start);
      if (name === "__proto__") this.#wrong("a member is named __proto__", "prototype", start);
      this.#match(SPACE);
      if (!this.#take(":")) this.#wrong('here a ":" is missing');
      members.set(name, this.#value());
      this.#path.pop();
    });
    return Object.fromEntries(members);
  }

  #list(): unknown[] {
    const list: unknown[] = [];
    this.#each("]", () => {
      this.#path.push(list.length);
      list.push(this.#value());
      this.#path.pop();
    });
    return list;
  }

  /** What stands between the brackets, with commas between. */
  #each(end: string, read: () => void): void {
    this.#at++;
    this.#match(SPACE);
    if (this.#take(end)) return;
    do read();
    while (this.#take(","));
    if (!this.#take(end)) this.#wrong(`here a "," or a "${end}" is missing`);
  }

  #string(): string {
    const start = this.#at;
    this.#at = endOfString(this.#text, start);
    const value = textIn(this.#text.slice(start, this.#at));
    if (value === undefined)
      return this.#wrong("this text does not end, or has a character that must be escaped", "not-json", start);
    return HALF.test(value) ? this.#wrong("this text has half of a surrogate pair", "half-pair", start) : value;
  }

  #number(): string | undefined {
    const start = this.#at;
    const digits = this.#match(NUMBER);
    if (digits === undefined || isKept(digits)) return digits;
    return this.#wrong("this number is beyond what a double holds exactly", "number", start);
  }

  #take(character: string): boolean {
    const is = this.#text[this.#at] === character;
    if (is) this.#at++;
    return is;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** As in `3.until`. */
  #place(): string {
    return this.#path.map((step) => String(step).slice(0, NAME_SHOWN)).join(".");
  }

  #wrong(why: string, mistake: Mistake = "not-json", at = this.#at): never {
    const before = this.#text.slice(0, at).split("\n");
    const column = [...(before.at(-1) ?? "")].length + 1;
    throw this.#refuse(`line ${before.length}, column ${column}: ${why}`, mistake, [...this.#path]);
  }
}

/** RFC 7493 §2.2: beyond 2^53, two readers may see different integers, even if one of them reads this one rightly. */
function isKept(digits: string): boolean {
  const value = Number(digits);
  return isExact(digits) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** Behind the quote that ends the string; behind the whole text if none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return at + 1;
    if (text[at] === "\\") at++;
  }
  return text.length;
}

function textIn(string: string): string | undefined {
  try {
    return JSON.parse(string) as string;
  } catch {
    return undefined;
  }
}
