import { DidimError } from "../../../../src/public/index.ts";
import type { IssuanceEntry } from "../../../../src/public/issuer.ts";
import { MAX_INDICES } from "./index-ranges.ts";

const RANGE = /^(\d{1,9})-(\d{1,9})$/;

/**
 * The entries of a batch that a text such as `17,20-25` names; `all` names all. A text that is an id itself names that row:
 * ids of an agency's own may have commas and hyphens. Throws `cli.no-row` for a batch or a row that the register does not
 * have, and `cli.value` for a range that is reversed or a row that is named twice.
 */
export function rowsNamed(
  entries: readonly IssuanceEntry[],
  { batch, issuer }: { readonly batch: string; readonly issuer: string },
  text: string,
): IssuanceEntry[] {
  const rows = new Map(entries.map((entry) => [entry.row ?? "", entry]));
  if (rows.size === 0) {
    const message = `This machine's register of ${issuer} has no batch ${cut(batch)}. Act for its issuer (--key, --as), run this where it was issued, or name its list and indices.`;
    throw new DidimError("cli.no-row", message, { issuer, batch: cut(batch) });
  }
  if (text === "all" && !rows.has(text)) return [...entries];
  const names = rows.has(text) ? [text] : text.split(",").flatMap((part) => namesIn(part.trim(), rows));
  const missing = names.filter((name) => !rows.has(name));
  if (missing.length > 0) throw noRows(batch, issuer, missing);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return names.flatMap((name) => rows.get(name) ?? []);
  throw new DidimError("cli.value", `Row ${twice} is named twice. Name each row once.`, { value: text.slice(0, 60) });
}

function namesIn(part: string, rows: ReadonlyMap<string, IssuanceEntry>): string[] {
  const [, first, last] = rows.has(part) ? [] : (RANGE.exec(part) ?? []);
  if (first === undefined) return [part];
  const [from, to] = [Number(first), Number(last)];
  if (from > to || to - from >= MAX_INDICES)
    throw new DidimError("cli.value", `"${part}" is no range of rows: give ${to}-${from}, of ${MAX_INDICES} at most.`, {
      value: part,
    });
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}

/** As long as a name may be. */
const cut = (name: string): string => name.slice(0, 64);

/** Rows that the message names. */
const MOST_NAMED = 10;

function noRows(batch: string, issuer: string, missing: readonly string[]): DidimError {
  const more = missing.length - MOST_NAMED;
  const named = `${missing.slice(0, MOST_NAMED).map(cut).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
  const message = `The batch ${batch} has no row ${named}, by this machine's register. Nothing was changed. \`credential issued\` lists its rows; the header of a CSV file is row 1.`;
  return new DidimError("cli.no-row", message, { issuer, batch, rows: named });
}
