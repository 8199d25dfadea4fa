/** One text for people, in both languages. */
export interface Words {
  readonly en: string;
  readonly ko: string;
}
