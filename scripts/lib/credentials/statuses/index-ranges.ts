import { DidimError } from "../../../../src/public/index.ts";
import { bad } from "../../terminal/input/values.ts";

/** How many statuses one command changes at most. They are shown before and read from the chain. */
export const MAX_INDICES = 100_000;

const MAX_INDEX = 2 ** 31 - 1;
const PART = /^(\d{1,10})(?:-(\d{1,10}))?$/;

interface Range {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/**
 * The indices in a text such as `7,100-205`, in ascending order. Throws `cli.value` for a reversed range, an index that
 * is named twice, or more than {@link MAX_INDICES}.
 */
export function indicesIn(text: string): number[] {
  const ranges = text.split(",").map((part) => rangeIn(part.trim()));
  const count = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  if (count > MAX_INDICES) {
    const value = text.slice(0, 60);
    const message = `"${value}" names ${count} indices. One command changes at most ${MAX_INDICES}: divide them.`;
    throw new DidimError("cli.value", message, { value, count, most: MAX_INDICES });
  }
  const sorted = ranges.sort((a, b) => a.first - b.first);
  checkApart(sorted);
  return sorted.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

function rangeIn(text: string): Range {
  const [, from = "", to = from] = PART.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from === "" || last > MAX_INDEX || first > MAX_INDEX)
    throw bad("an index", text, `a whole number from 0 to ${MAX_INDEX}, or a range such as 100-205`);
  if (first <= last) return { text, first, last };
  throw new DidimError("cli.value", `"${text}" runs backwards: give ${last}-${first}.`, { value: text });
}

/** An index that is named twice is probably a typing error, so nothing is done. */
function checkApart(sorted: readonly Range[]): void {
  for (const [i, { text, first }] of sorted.entries()) {
    const before = sorted[i - 1];
    if (before === undefined || before.last < first) continue;
    const message = `Index ${first} is named twice, in "${before.text}" and "${text}". Name each index once.`;
    throw new DidimError("cli.value", message, { value: text, index: first });
  }
}
