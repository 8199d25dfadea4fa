import { isObject } from "../crypto/json.ts";

/**
 * What stands in the claims for a list's element that the holder withheld. So every element keeps its place in the list as it was issued. No claim can look like it: a member
 * named `...` is refused in every format. It is the same in JSON, where a hole would become null, which a claim may say.
 */
export const WITHHELD: Readonly<Record<"...", string>> = Object.freeze({ "...": "withheld" });

/** Whether an element of a list in the claims was withheld. */
export function isWithheld(value: unknown): boolean {
  return isObject(value) && Object.hasOwn(value, "...");
}
