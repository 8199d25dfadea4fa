/** All presentations of an answer, whichever queries they answer. */
export function shownIn<Shown>(answer: Readonly<Record<string, readonly Shown[]>>): readonly Shown[] {
  return Object.values(answer).flat();
}
