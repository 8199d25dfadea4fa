import type { JsonObject } from "../../../../src/public/formats.ts";
import { DidimError, isDidimError } from "../../../../src/public/index.ts";
import { parseWritten, unknownNames } from "../../../../src/public/node.ts";
import { type Bilingual, oneLine } from "../../terminal/output/output.ts";
import { holderKeyIn, type Read, rowIdIn, timeIn } from "./cells.ts";
import type { Faults } from "./faults.ts";
import type { BatchRow } from "./row.ts";

const MEMBERS = ["row", "claims", "holder_key", "expires", "not_before"];

/** Reads JSON Lines: an object a line, with `claims` and the members of {@link MEMBERS}. Blank lines are left out. */
export function rowsOfLines(text: string, faults: Faults): BatchRow[] {
  const lines = text.split("\n").map((line, i) => ({ number: i + 1, line: line.trim() }));
  const rows = lines.flatMap(({ number, line }) => (line === "" ? [] : (rowIn(line, number, faults) ?? [])));
  checkIds(rows, faults);
  return rows.map(({ row }) => row);
}

interface ReadRow {
  readonly row: BatchRow;
  readonly hasId: boolean;
}

function rowIn(line: string, number: number, faults: Faults): ReadRow | undefined {
  const before = faults.count;
  const object = objectIn(line, number, faults);
  if (object === undefined) return undefined;
  const taken = <T>(column: string, read: (given: unknown) => Read<T>): T | undefined => {
    if (object[column] === undefined) return undefined;
    const found = read(object[column]);
    if ("value" in found) return found.value;
    faults.add({ row: number, column, why: found.why });
    return undefined;
  };
  const claims = taken("claims", claimsIn);
  const [id, holderKey] = [taken("row", rowIdIn), taken("holder_key", holderKeyIn)];
  const [expires, notBefore] = [taken("expires", timeIn), taken("not_before", timeIn)];
  if (faults.count > before || claims === undefined) return undefined;
  const times = { ...(expires !== undefined && { expires }), ...(notBefore !== undefined && { notBefore }) };
  const row = { number, id: id ?? String(number), claims, ...(holderKey && { holderKey }), ...times, written: line };
  return { row, hasId: id !== undefined };
}

function objectIn(line: string, number: number, faults: Faults): JsonObject | undefined {
  const wrong = (why: Bilingual): undefined => void faults.add({ row: number, why });
  const value = jsonIn(line, wrong);
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return wrong({ en: "it is no JSON object", ko: "JSON 객체가 아닙니다" });
  const unknown = unknownNames(value, MEMBERS);
  if (unknown !== undefined) {
    const names = oneLine(unknown);
    return wrong({
      en: `it has a member that it should not have: ${names}; claims belong into \`claims\``,
      ko: `없어야 할 멤버가 있습니다: ${names}. 증명서의 항목은 \`claims\` 안에 쓰십시오`,
    });
  }
  if (!Object.hasOwn(value, "claims")) return wrong({ en: "it lacks `claims`", ko: "`claims`가 없습니다" });
  return value as JsonObject;
}

function jsonIn(line: string, wrong: (why: Bilingual) => undefined): unknown {
  try {
    return parseWritten(line, (why) => new DidimError("cli.batch-file", why.replace(/^line 1, /, ""), {}));
  } catch (error) {
    if (!isDidimError(error, "cli.batch-file")) throw error;
    const [, column = "1"] = /^column (\d+)/.exec(error.message) ?? [];
    return wrong({
      en: `it has no JSON that can be used: ${error.message}`,
      ko: `쓸 수 있는 JSON이 아닙니다(${column}번째 글자)`,
    });
  }
}

function claimsIn(given: unknown): Read<JsonObject> {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return { value: given as JsonObject };
  return { why: { en: "it is no JSON object", ko: "JSON 객체가 아닙니다" } };
}

/** Either all lines have an id or none has: an id could be another line's number. */
function checkIds(rows: readonly ReadRow[], faults: Faults): void {
  if (rows.every(({ hasId }) => hasId) || !rows.some(({ hasId }) => hasId)) return;
  for (const { row, hasId } of rows)
    if (!hasId)
      faults.add({
        ...{ row: row.number, column: "row" },
        why: {
          en: "other lines have an id, and this one has none: give it one",
          ko: "다른 줄에는 행 이름이 있는데 이 줄에는 없습니다. 이름을 쓰십시오",
        },
      });
}
