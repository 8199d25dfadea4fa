import { isObject, type JsonObject } from "../crypto/encodings/json.ts";
import type { DidimError } from "../errors/error.ts";
import { parseWritten } from "./json.ts";
import { unknownNames } from "./names.ts";

/**
 * Reads JSON files strictly: required members only, no other members, no duplicate names, a limited length. Any error
 * is the one that `invalid` makes.
 */
export interface StrictFile {
  /** The object in the text, with all `needed` members and no others than `allowed` ones. */
  whole(text: string, needed: readonly string[], allowed?: readonly string[]): JsonObject;
  /** `value` as an object with all `needed` members and no others than `allowed` ones. */
  members(what: string, value: unknown, needed: readonly string[], allowed?: readonly string[]): JsonObject;
  natural(what: string, value: unknown): number;
  text(what: string, value: unknown): string;
  texts(what: string, value: unknown): readonly string[];
}

/** @param mostBytes The longest text that is read. */
export function strictFile(mostBytes: number, invalid: (why: string, cause?: unknown) => DidimError): StrictFile {
  const members: StrictFile["members"] = (what, value, needed, allowed = []) => {
    if (!isObject(value)) throw invalid(`${what} is not an object`);
    const missing = needed.filter((name) => !Object.hasOwn(value, name));
    if (missing.length > 0) throw invalid(`${what} lacks ${missing.join(", ")}`);
    const unknown = unknownNames(value, [...needed, ...allowed]);
    if (unknown !== undefined) throw invalid(`${what} has a member that it should not have: ${unknown}`);
    return value;
  };
  const text: StrictFile["text"] = (what, value) => {
    if (typeof value === "string") return value;
    throw invalid(`${what} is not a text`);
  };
  return {
    members,
    text,
    whole(content, needed, allowed) {
      if (content.length > mostBytes) throw invalid(`it is longer than ${mostBytes} characters`);
      return members(
        "the file",
        parseWritten(content, (why) => invalid(why)),
        needed,
        allowed,
      );
    },
    natural(what, value) {
      if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
      throw invalid(`${what} is not a whole number`);
    },
    texts(what, value) {
      if (!Array.isArray(value)) throw invalid(`${what} is not a list`);
      return value.map((each, i) => text(`${what}.${i}`, each));
    },
  };
}
