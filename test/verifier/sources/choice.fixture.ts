/** Chooses one element of a list. */
export type Choose = <T>(from: readonly T[]) => T;

/** Makes the same choices for the same 32-bit seed (xorshift, Marsaglia 2003). */
export function chooser(seed: number): Choose {
  let state = seed | 1;
  return <T>(from: readonly T[]): T => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return from[(state >>> 0) % from.length] as T;
  };
}
