/**
 * Whether a regular expression repeats a repetition with nothing between its rounds, as `(a+)+` and `(\w+\s?)*` do. It
 * can split a text among the rounds in exponentially many ways, and tries all of them if the text does not match. An
 * equal pattern without it always exists. Not all slow patterns are of this kind.
 *
 * @param pattern Must be valid with the flag u.
 */
export function repeatsRepetition(pattern: string): boolean {
  const reader = new Reader(pattern);
  reader.alternatives();
  return reader.found;
}

/** Part of a pattern. */
interface Part {
  /** Whether it matches the empty text. */
  readonly empty: boolean;
  /** Whether it is, or can come down to, a repetition of something. */
  readonly repeats: boolean;
}

const ESCAPE = /\\(?:u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[pP]\{[^}]*\}|c[A-Za-z]|k<[^>]*>|.)/suy;
const CLASS = /\[(?:\\.|[^\]\\])*\]/suy;
const GROUP = /\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]+:))?/y;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;
const ANY = /./suy;
/** A repetition of fewer rounds takes no long time. */
const MANY = 10;

class Reader {
  found = false;
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  /** Up to the end of the group. */
  alternatives(): Part {
    let [empty, repeats] = [false, false];
    do {
      const sequence = this.#sequence();
      empty ||= sequence.empty;
      repeats ||= sequence.repeats;
    } while (this.#take(/\|/y) !== undefined);
    return { empty, repeats };
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#pattern.length && !/[|)]/.test(this.#pattern[this.#at] ?? "")) parts.push(this.#part());
    const solid = parts.filter(({ empty }) => !empty);
    return {
      empty: solid.length === 0,
      // All other parts may be left out.
      repeats: solid.length < 2 && (solid.length === 1 ? solid : parts).some(({ repeats }) => repeats),
    };
  }

  #part(): Part {
    const inside = this.#atom();
    const { least, most } = this.#rounds();
    const many = most >= MANY && most !== least;
    if (many && inside.repeats) this.found = true;
    return { empty: inside.empty || least === 0, repeats: inside.repeats || many };
  }

  #atom(): Part {
    const group = this.#take(GROUP);
    if (group !== undefined) {
      const inside = this.alternatives();
      this.#take(/\)/y);
      return /^\(\?<?[=!]$/.test(group[0]) ? { empty: true, repeats: false } : inside;
    }
    const [text = ""] = this.#take(ESCAPE) ?? this.#take(CLASS) ?? this.#take(ANY) ?? [];
    return { empty: ["^", "$", "\\b", "\\B"].includes(text), repeats: false };
  }

  #rounds(): { readonly least: number; readonly most: number } {
    const [, sign, least, comma, most] = this.#take(QUANTIFIER) ?? [undefined, undefined, "1"];
    if (sign !== undefined) return { least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Number.POSITIVE_INFINITY };
    if (comma === undefined) return { least: Number(least), most: Number(least) };
    return { least: Number(least), most: most === "" ? Number.POSITIVE_INFINITY : Number(most) };
  }

  #take(what: RegExp): RegExpExecArray | undefined {
    what.lastIndex = this.#at;
    const found = what.exec(this.#pattern);
    if (found === null) return undefined;
    this.#at = what.lastIndex;
    return found;
  }
}
