/** How many entries of each kind a document can list (IDIDRegistry.MAX_ENTRIES). */
export const MAX_LISTED = 16;

/** The list without the item at `position`; the last item takes its place. */
export function unlisted<T>(list: readonly T[], position: number): readonly T[] {
  const last = list.at(-1);
  const rest = list.slice(0, -1);
  return position < rest.length && last !== undefined ? rest.with(position, last) : rest;
}
