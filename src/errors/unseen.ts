/**
 * Characters that are invisible or misleading. This is the only such list in Didim.
 *
 * - `\p{C}`: controls and formats, including escapes and writing directions; lone surrogates; and unassigned or
 *   private-use characters, whose appearance nobody knows;
 * - `\p{DI}` (Default_Ignorable_Code_Point): fillers, joiners, variation selectors;
 * - `\p{Z}` except the space: line and paragraph separators, and spaces that look like a space or have another width;
 * - blanks that Unicode classes as letters, marks or symbols: of Braille, musical notation, the Khitan script and
 *   hieroglyphs.
 */
const UNSEEN = String.raw`(?! )[\p{C}\p{DI}\p{Z}\u{2800}\u{1d159}\u{16fe4}\u{13441}\u{13442}]`;
const ONE = new RegExp(UNSEEN, "u");
const EACH = new RegExp(UNSEEN, "gu");

/** Replaces an unseen character in display: □. */
const BOX = "\u25a1";

/** Whether the text has an invisible or misleading character. */
export function hasUnseen(text: string): boolean {
  return ONE.test(text);
}

/**
 * Replaces each invisible or misleading character by a box (□), or by the result of `by`. Some names need such a
 * character (a joiner, or a variant of a Hanja). They stay readable, but cannot pass for the name without it.
 */
export function showUnseen(text: string, by: (unseen: string) => string = () => BOX): string {
  return text.replace(EACH, by);
}
