/** Names that people write: which they may have meant. */

/** How far off a name may be that is suggested: `untill`, `memeber`, `votingdelay`. */
const NEAR = 2;
const NAME_SHOWN = 40;

/** The names in an object that are not known, each with the known name that it may stand for; undefined if there are none. */
export function unknownNames(value: object, known: readonly string[]): string | undefined {
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  return unknown.length === 0 ? undefined : unknown.map((name) => withNearest(name, known)).join(", ");
}

/** `untill (did you mean until?)`. */
export function withNearest(name: string, known: readonly string[]): string {
  const shown = name.slice(0, NAME_SHOWN);
  const meant = nearest(shown, known);
  return meant === undefined ? shown : `${shown} (did you mean ${meant}?)`;
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const [first] = known
    .map((other) => ({ other, distance: distanceOf(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ other, distance }) => distance <= NEAR && distance < other.length / 2)
    .sort((one, other) => one.distance - other.distance);
  return first?.other;
}

/** Levenshtein's distance: how many letters must be put in, left out or replaced. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j++) {
      const replaced = (row[j] ?? 0) + (letter === other[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
