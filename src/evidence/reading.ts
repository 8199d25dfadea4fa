import { DidimError } from "../errors/error.ts";
import { strictFile } from "../written/strict-file.ts";

/** Characters: enough for a few presentations with their staples, and the staple that dates them. */
const MAX_FILE = 512 * 1024;

export const malformed = (why: string, cause?: unknown): DidimError =>
  new DidimError("evidence.malformed", `Not an evidence file: ${why}.`, { why }, { cause });

/** Strict readers of an evidence file's parts. All throw `evidence.malformed`. */
export const { whole, members, text } = strictFile(MAX_FILE, malformed);

export function listOf<T>(
  place: string,
  value: unknown,
  most: number,
  read: (place: string, element: unknown) => T,
): T[] {
  if (!Array.isArray(value) || value.length > most) throw malformed(`${place} is not a list of at most ${most}`);
  return value.map((element, i) => read(`${place}.${i}`, element));
}
