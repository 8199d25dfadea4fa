import { DidimError } from "../../../../src/public/index.ts";
import type { Faults } from "./faults.ts";

/** A table of cells. All rows have as many cells as the header. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** As a spreadsheet numbers the rows: the header is 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** A row with more characters has lost a quote. */
const LONGEST_ROW = 200_000;

/**
 * Reads CSV (RFC 4180): commas, double quotes, any kind of line break. Rows without any content are left out, but
 * counted: spreadsheets write them. Throws `cli.batch-file` for text that is no CSV. Rows of another length than the
 * header's are faults.
 */
export async function tableIn(text: string, file: string, faults: Faults): Promise<Table> {
  const [header = [], ...records] = await recordsIn(text, file);
  const rows: TableRow[] = [];
  for (const [i, cells] of records.entries()) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    const number = i + 2;
    if (cells.length === header.length) rows.push({ number, cells });
    else faults.add({ row: number, why: ragged(cells.length, header.length) });
  }
  return { header, rows };
}

const ragged = (cells: number, columns: number) => ({
  en: `it has ${cells} cells, and the header has ${columns}: put a cell that has a comma in quotes`,
  ko: `칸이 ${cells}개인데 머리글은 ${columns}개입니다. 쉼표가 든 칸은 큰따옴표로 묶으십시오`,
});

/** Loaded here, because most commands read no CSV. */
async function recordsIn(text: string, file: string): Promise<readonly (readonly string[])[]> {
  checkSeparator(text, file);
  const { parse, CsvError } = await import("csv-parse/sync");
  try {
    return parse(text, {
      ...{ relax_column_count: true, skip_empty_lines: false, max_record_size: LONGEST_ROW },
      record_delimiter: ["\r\n", "\n", "\r"],
    }) as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The library's message has the cell in it, which is about a person.
    const { code, lines } = error as { readonly code: string; readonly lines?: number };
    throw noCsv(file, `line ${lines ?? 1}: ${WHY[code] ?? "it is no CSV"}`, error);
  }
}

/** Some spreadsheets write another separator, by the settings of the system. */
function checkSeparator(text: string, file: string): void {
  const [header = ""] = text.split(/[\r\n]/, 1);
  const other = header.includes(",") ? undefined : [";", "\t"].find((one) => header.includes(one));
  if (other === undefined) return;
  const name = other === ";" ? "semicolons" : "tabs";
  throw noCsv(file, `its columns are separated by ${name}; save it with commas`);
}

const WHY: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed",
  CSV_INVALID_CLOSING_QUOTE:
    "a quote stands inside of a quoted cell; a quote that belongs to the text is written twice",
  INVALID_OPENING_QUOTE: "a quote stands inside of a cell that does not begin with one; put the whole cell in quotes",
  CSV_MAX_RECORD_SIZE: `a row is longer than ${LONGEST_ROW} characters; a quote may be missing`,
};

export function noCsv(file: string, why: string, cause?: unknown): DidimError {
  return new DidimError("cli.batch-file", `${file} cannot be read: ${why}.`, { file, why }, { cause });
}
