/** A text for display, in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly ko: string;
}

/** Sentences one after the other. */
export function joinTexts(...all: readonly Bilingual[]): Bilingual {
  return { en: all.map(({ en }) => en).join(" "), ko: all.map(({ ko }) => ko).join(" ") };
}
