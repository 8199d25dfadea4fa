/**
 * Characters that draw nothing, or mislead about what is drawn: the one list for all of Didim.
 *
 * - `\p{C}`: controls and formats, which include escapes and the direction of writing; halves of surrogate pairs; and characters of which nobody can say
 *   what they look like, because they are unassigned or of private use;
 * - `\p{DI}` (Default_Ignorable_Code_Point): fillers, joiners, selectors of variants;
 * - `\p{Z}`, but for the space: line and paragraph separators, and spaces that look like it or are of another width;
 * - blanks that Unicode takes for letters, marks or symbols: of Braille, of musical notes, of the Khitan script and of hieroglyphs.
 */
const UNSEEN = String.raw`(?! )[\p{C}\p{DI}\p{Z}\u{2800}\u{1d159}\u{16fe4}\u{13441}\u{13442}]`;
const ONE = new RegExp(UNSEEN, "u");
const EACH = new RegExp(UNSEEN, "gu");

/** What is shown in the place of an unseen character: □. */
const BOX = "\u25a1";

/** Whether there is a character in the text that draws nothing, or misleads. */
export function hasUnseen(text: string): boolean {
  return ONE.test(text);
}

/**
 * The text with a box (□) in the place of each character that draws nothing, or misleads; or with what `by` says. Some names need such a character, a joiner
 * or a variant of a Hanja: they can still be read, but never pass for a name without it.
 */
export function showUnseen(text: string, by: (unseen: string) => string = () => BOX): string {
  return text.replace(EACH, by);
}
