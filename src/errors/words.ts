/** A text for display, in both languages. */
export interface Words {
  readonly en: string;
  readonly ko: string;
}
