import { DidimError } from "../../../../src/public/index.ts";
import { type Bilingual, oneLine } from "../../terminal/output/output.ts";

/** What is wrong in one place of a batch's file. It never says a value, which is about a person. */
export interface Fault {
  /** As a spreadsheet numbers the rows: 1 is the header. Of JSON Lines, the line. */
  readonly row: number;
  /** The column, or the member. Absent if it is the row as a whole. */
  readonly column?: string;
  /** What is wrong, and the cure. */
  readonly why: Bilingual;
}

/** Faults that are shown; of more, how many. */
const MOST_SHOWN = 20;
/** Faults that --json tells. */
const MOST_KEPT = 1_000;

/** The faults found so far. All are counted; the first ones are kept. */
export class Faults {
  readonly #kept: Fault[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(fault: Fault): void {
    this.#count += 1;
    if (this.#kept.length < MOST_KEPT) this.#kept.push(fault);
  }

  /** Throws `cli.batch-rows` if there are faults. `show` shows them first. */
  refuse(file: string, show: (text: Bilingual) => void): void {
    if (this.#count === 0) return;
    const faults = this.#kept.toSorted((a, b) => a.row - b.row);
    show(listed(faults, this.#count));
    const [first] = faults;
    const where = first === undefined ? "" : placeOf(first, "en");
    const message = `${file} has ${this.#count === 1 ? "a fault" : `${this.#count} faults`}, the first in ${where}. Nothing was issued, and no index was taken. Correct the file and run the command again.`;
    throw new DidimError("cli.batch-rows", message, { file, count: this.#count, faults: faults.map(told) });
  }
}

const told = ({ row, column, why }: Fault) => ({ row, ...(column !== undefined && { column }), why: why.en });

function listed(faults: readonly Fault[], count: number): Bilingual {
  const more = count - Math.min(faults.length, MOST_SHOWN);
  const lines = (lang: "en" | "ko"): string =>
    [
      ...faults.slice(0, MOST_SHOWN).map((fault) => `  ${placeOf(fault, lang)}: ${fault.why[lang]}`),
      ...(more > 0 ? [lang === "en" ? `  … and ${more} more` : `  … 외 ${more}건`] : []),
    ].join("\n");
  return { en: lines("en"), ko: lines("ko") };
}

function placeOf({ row, column }: Fault, lang: "en" | "ko"): string {
  const name = column === undefined ? undefined : oneLine(column).slice(0, 60);
  if (lang === "en") return name === undefined ? `row ${row}` : `row ${row}, column ${name}`;
  return name === undefined ? `${row}행` : `${row}행 ${name} 열`;
}
