import type { JsonObject } from "../../../../src/public/formats.ts";
import type { PublicJwk } from "../../../../src/public/keys.ts";
import type { Bilingual } from "../../terminal/output/output.ts";
import { claimIn, holderKeyIn, type Read, rowIdIn, timeIn } from "./cells.ts";
import { BLANKS, type Column, columnsIn } from "./columns.ts";
import type { Table, TableRow } from "./csv.ts";
import type { Faults } from "./faults.ts";
import type { BatchRow } from "./row.ts";

/** Reads the rows of a table by the schema of their claims. An empty cell means that the row lacks the claim. */
export function rowsOfTable(
  { header, rows }: Table,
  { schema, rowId }: { readonly schema: unknown; readonly rowId: string | undefined },
  faults: Faults,
): BatchRow[] {
  const before = faults.count;
  const columns = columnsIn(header, schema, rowId, faults);
  // With another meaning of the columns, every row would have faults that are none.
  if (faults.count > before) return [];
  return rows.flatMap((row) => rowIn(row, columns, faults) ?? []);
}

/** A row as it is read, cell by cell. */
interface Reading {
  readonly claims: Record<string, unknown>;
  id?: string;
  holderKey?: PublicJwk;
  expires?: number;
  notBefore?: number;
}

function rowIn({ number, cells }: TableRow, columns: readonly Column[], faults: Faults): BatchRow | undefined {
  const before = faults.count;
  const reading: Reading = { claims: {} };
  for (const [i, column] of columns.entries()) {
    const why = readCell(column, cells[i] ?? "", reading);
    if (why !== undefined) faults.add({ row: number, column: column.name, why });
  }
  if (faults.count > before) return undefined;
  const { id = String(number), claims, ...special } = reading;
  const written = JSON.stringify(columns.map(({ name }, i) => [name, cells[i]]));
  return { number, id, claims: claims as JsonObject, ...special, written };
}

const NO_ID: Bilingual = {
  en: "the row has no id: give it one",
  ko: "행 이름이 없습니다. 행마다 이름을 쓰십시오",
};

/** Reads a cell, or says what is wrong with it. */
function readCell(column: Column, cell: string, into: Reading): Bilingual | undefined {
  const { special, isId, claim } = column;
  if (cell === "") return isId ? NO_ID : undefined;
  if (cell !== cell.trim()) return BLANKS;
  const take = <T>(read: Read<T>, use: (value: T) => void): Bilingual | undefined => {
    if ("why" in read) return read.why;
    use(read.value);
    return undefined;
  };
  if (special === "holder_key") return take(holderKeyIn(cell), (key) => Object.assign(into, { holderKey: key }));
  if (special === "expires") return take(timeIn(cell), (expires) => Object.assign(into, { expires }));
  if (special === "not_before") return take(timeIn(cell), (notBefore) => Object.assign(into, { notBefore }));
  const wrong = isId ? take(rowIdIn(cell), (id) => Object.assign(into, { id })) : undefined;
  if (wrong !== undefined || claim === undefined) return wrong;
  return take(claimIn(cell, claim.types), (value) => put(into.claims, claim.path, value));
}

function put(claims: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = claims;
  for (const name of path.slice(0, -1)) {
    if (!Object.hasOwn(at, name)) at[name] = {};
    at = at[name] as Record<string, unknown>;
  }
  at[path.at(-1) ?? ""] = value;
}
