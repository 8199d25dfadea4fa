import { DidimError, isDidimError } from "../../../../src/public/index.ts";
import { type ClaimsFault, claimsCheck } from "../../../../src/public/issuer.ts";
import { thumbprint } from "../../../../src/public/keys.ts";
import { inputText } from "../../terminal/input/input.ts";
import { type Bilingual, oneLine } from "../../terminal/output/output.ts";
import { noCsv, tableIn } from "./csv.ts";
import type { Faults } from "./faults.ts";
import { rowsOfLines } from "./json-lines.ts";
import type { BatchRow } from "./row.ts";
import { koreanRule, whyOf } from "./rules.ts";
import { rowsOfTable } from "./table-rows.ts";

/** Bytes of the largest file. */
const MAX_FILE = 64 * 1024 * 1024;
const MAX_ROWS = 100_000;

export interface BatchFile {
  readonly file: string;
  readonly type: string;
  /** The text of the type's schema. */
  readonly schema: string;
  /** The column with the rows' ids. */
  readonly rowId: string | undefined;
  /** When credentials expire whose row does not say. */
  readonly expires: number;
  /** Seconds since 1970. */
  readonly now: number;
}

/**
 * Reads and checks all rows of a file, CSV or JSON Lines. What is wrong with a row is a fault; what is wrong with the file
 * throws `cli.batch-file`, `cli.option`, `issuer.schema-invalid`, and what reading a text throws.
 */
export async function rowsIn(batch: BatchFile, faults: Faults): Promise<BatchRow[]> {
  const check = claimsCheck(batch.type, batch.schema);
  const rows = await unchecked(batch, faults);
  if (rows.length === 0 && faults.count === 0) throw noCsv(batch.file, "it has no rows, only a header at most");
  if (rows.length > MAX_ROWS) throw noCsv(batch.file, `it has ${rows.length} rows, and ${MAX_ROWS} are the most`);
  for (const row of rows) checkRow(row, batch, check, faults);
  checkOnce(rows, "row", ({ id }) => id, faults);
  checkOnce(rows, "holder_key", ({ holderKey }) => holderKey && thumbprint(holderKey), faults);
  return rows;
}

async function unchecked({ file, schema, rowId }: BatchFile, faults: Faults): Promise<BatchRow[]> {
  const text = inputText(file, MAX_FILE);
  if (!text.trimStart().startsWith("{")) {
    const read = { schema: JSON.parse(schema) as unknown, rowId };
    return rowsOfTable(await tableIn(text, file, faults), read, faults);
  }
  if (rowId === undefined) return rowsOfLines(text, faults);
  const message = "--row-id names a column of CSV. In JSON Lines the id of a row is its member `row`.";
  throw new DidimError("cli.option", message, { option: "--row-id" });
}

function checkRow(
  row: BatchRow,
  { expires: end, now }: BatchFile,
  check: ReturnType<typeof claimsCheck>,
  faults: Faults,
): void {
  const { number, expires = end, notBefore } = row;
  if (expires <= now) faults.add({ row: number, column: "expires", why: PAST });
  else if (notBefore !== undefined && notBefore >= expires)
    faults.add({ row: number, column: "not_before", why: LATE });
  const wrong = claimsFault(row, check);
  if (wrong !== undefined) faults.add({ row: number, ...wrong });
}

const PAST: Bilingual = { en: "it has passed: give a later time", ko: "이미 지난 시각입니다. 더 뒤의 시각을 쓰십시오" };
const LATE: Bilingual = {
  en: "the credential would begin when it has expired: give an earlier time",
  ko: "만료된 뒤에 시작하는 증명서가 됩니다. 더 앞의 시각을 쓰십시오",
};

/** A fault of the claims, at the column that they are from. */
function claimsFault({ claims }: BatchRow, check: ReturnType<typeof claimsCheck>) {
  try {
    const fault = check(claims);
    return fault && { ...columnOf(fault), why: whyOf(fault) };
  } catch (error) {
    if (!isDidimError(error)) throw error;
    return { why: { en: oneLine(error.message), ko: koreanRule(undefined) } };
  }
}

function columnOf({ path }: ClaimsFault): { readonly column?: string } {
  const steps = path
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.length === 0 ? {} : { column: steps.map((step) => step.replaceAll(".", "\\.")).join(".") };
}

function checkOnce(
  rows: readonly BatchRow[],
  column: string,
  of: (row: BatchRow) => string | undefined,
  faults: Faults,
): void {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const value = of(row);
    const other = value === undefined ? undefined : seen.get(value);
    if (value !== undefined && other === undefined) seen.set(value, row.number);
    if (other !== undefined)
      faults.add({
        ...{ row: row.number, column },
        why: {
          en: `row ${other} has the same: give each row its own`,
          ko: `${other}행과 같습니다. 행마다 다르게 쓰십시오`,
        },
      });
  }
}
