import { unknownNames } from "../../../../src/public/node.ts";
import { partsOf, unescaped } from "../../terminal/input/values.ts";
import { type Bilingual, oneLine } from "../../terminal/output/output.ts";
import type { Faults } from "./faults.ts";
import { expectedAt } from "./schema-types.ts";

/** Columns that are no claims. In JSON Lines, the members beside `claims`. */
export const SPECIAL = ["holder_key", "expires", "not_before"] as const;
export type Special = (typeof SPECIAL)[number];

/** What a column of the table means. */
export interface Column {
  readonly name: string;
  readonly special?: Special;
  /** Whether its cells are the ids of the rows. */
  readonly isId: boolean;
  /** The path to the claim, and the types that the schema allows there; absent if it is no claim. */
  readonly claim?: { readonly path: readonly string[]; readonly types: ReadonlySet<string> };
}

const HEADER = 1;

/**
 * The meaning of each column, by its name: a special one, or the path to a claim, with dots between its steps and a
 * backslash before a dot that belongs to a name. `rowId`: the column with the rows' ids; it is also a claim if the
 * schema has it. Whatever is wrong with the header is a fault in row 1.
 */
export function columnsIn(
  header: readonly string[],
  schema: unknown,
  rowId: string | undefined,
  faults: Faults,
): Column[] {
  const wrong = (column: string, why: Bilingual): void => faults.add({ row: HEADER, column, why });
  checkNames(header, wrong);
  const columns = header.map((name) => columnFor(name, schema, name === rowId, wrong));
  checkApart(columns, wrong);
  if (rowId !== undefined && !header.includes(rowId)) wrong(rowId, NO_SUCH);
  return columns;
}

type Wrong = (column: string, why: Bilingual) => void;

const NO_SUCH: Bilingual = {
  en: "--row-id names this column, and the header does not have it",
  ko: "--row-id로 지정했지만 머리글에 없습니다",
};

function checkNames(header: readonly string[], wrong: Wrong): void {
  const seen = new Set<string>();
  for (const [i, name] of header.entries()) {
    if (name.trim() === "") wrong(`${i + 1}`, { en: "it has no name in the header", ko: "머리글에 이름이 없습니다" });
    else if (name !== name.trim()) wrong(name, BLANKS);
    else if (seen.has(name)) wrong(name, { en: "it is in the header twice", ko: "머리글에 두 번 있습니다" });
    seen.add(name);
  }
}

export const BLANKS: Bilingual = {
  en: "it begins or ends with a blank: remove the blank",
  ko: "앞이나 뒤에 빈칸이 있습니다. 빈칸을 지우십시오",
};

function columnFor(name: string, schema: unknown, isId: boolean, wrong: Wrong): Column {
  const special = SPECIAL.find((each) => each === name);
  const path = partsOf(name, ".").map(unescaped);
  if (path.length > DEEPEST) {
    wrong(name, NO_PATH);
    return { name, isId };
  }
  const { types, isUnknown, siblings } = expectedAt(schema, path);
  if (special !== undefined) {
    if (siblings.includes(special)) wrong(name, AMBIGUOUS);
    return { name, special, isId };
  }
  if (isId && (isUnknown || !siblings.includes(path.at(-1) ?? ""))) return { name, isId };
  if (isUnknown) wrong(name, unknown(path, siblings));
  else if (path.some((step) => step === "" || step === "__proto__" || /^\d+$/.test(step))) wrong(name, NO_PATH);
  else if (types.size > 0 && [...types].every((type) => CONTAINERS.includes(type))) wrong(name, NO_CELL);
  return { name, isId, claim: { path, types } };
}

/** No credential nests deeper. A path of thousands of steps would take minutes to compare with the others. */
const DEEPEST = 16;

const CONTAINERS = ["array", "object", "null"];

const AMBIGUOUS: Bilingual = {
  en: "the schema has a claim of this name, and here it is the column that is no claim: use JSON Lines, which keeps them apart",
  ko: "스키마에 같은 이름의 항목이 있어 구별할 수 없습니다. 둘을 구별하는 JSON Lines를 쓰십시오",
};

const NO_PATH: Bilingual = {
  en: "it is no path to a claim: give names with dots between them, as in address.region; for lists use JSON Lines",
  ko: "항목의 경로가 아닙니다. address.region처럼 이름을 점으로 이으십시오. 목록에는 JSON Lines를 쓰십시오",
};

const NO_CELL: Bilingual = {
  en: "the schema has a list or an object here, which no cell can hold: name what is in an object with dots, as in address.region; for lists use JSON Lines",
  ko: "스키마에 목록이나 객체로 되어 있어 칸 하나에 쓸 수 없습니다. 객체는 address.region처럼 점으로 나누고, 목록에는 JSON Lines를 쓰십시오",
};

/** The schema's names are of the type's authority. */
function unknown(path: readonly string[], siblings: readonly string[]): Bilingual {
  const name = path.at(-1) ?? "";
  const [, meant] = / \(did you mean (.*)\?\)$/.exec(unknownNames({ [name]: 0 }, siblings) ?? "") ?? [];
  const shown = meant === undefined ? undefined : oneLine(meant);
  return {
    en: `the schema has no such claim${shown === undefined ? "; a column that is not meant for the credential must be removed" : `; did you mean ${shown}?`}`,
    ko: `스키마에 없는 항목입니다${shown === undefined ? ". 증명서에 넣지 않을 열은 지우십시오" : `. 비슷한 이름(${shown})이 있으니 확인하십시오`}`,
  };
}

/** A claim cannot be a value and have members. */
function checkApart(columns: readonly Column[], wrong: Wrong): void {
  const values = new Set(columns.flatMap(({ claim }) => (claim === undefined ? [] : [JSON.stringify(claim.path)])));
  for (const { name, claim } of columns) {
    const above = claim?.path.slice(1).map((_, i) => JSON.stringify(claim.path.slice(0, i + 1))) ?? [];
    if (above.some((path) => values.has(path)))
      wrong(name, {
        en: "another column is a value where this one needs an object: remove one of them",
        ko: "다른 열이 같은 자리에 값을 넣습니다. 둘 중 하나를 지우십시오",
      });
  }
}
