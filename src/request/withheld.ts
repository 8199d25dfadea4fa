import { isObject } from "../crypto/encodings/json.ts";

/**
 * Replaces a list's element that the holder withheld, so that every other element keeps its index. No claim can look
 * like it, because every format refuses a member named `...`. It survives JSON; a hole would become null, which is a
 * possible claim.
 */
export const WITHHELD: Readonly<Record<"...", string>> = Object.freeze({ "...": "withheld" });

/** Whether an element of a list was withheld. */
export function isWithheld(value: unknown): boolean {
  return isObject(value) && Object.hasOwn(value, "...");
}
