/** A text for display, in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly ko: string;
}
