import { isWithheld } from "../../src/request/withheld.ts";

/**
 * The Processed SD-JWT Payload of RFC 9901 §7.1, as other implementations return it: without withheld elements, so that
 * later ones move up.
 */
export function processed(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((element) => !isWithheld(element)).map(processed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, processed(member)]));
}
