import { isObject } from "../../crypto/encodings/json.ts";
import { repeatsRepetition } from "./repetition.ts";
import type { Unusable } from "./unusable.ts";
import type { Subschema } from "./walk.ts";

/** Characters. */
export const MAX_PATTERN = 1000;

/** A pattern that cannot be used. Undefined if there is none. */
export function badPattern({ schema, path }: Subschema): Unusable | undefined {
  const named = isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
  const patterns: [keyword: string, pattern: string][] = named.map((pattern) => ["patternProperties", pattern]);
  if (typeof schema.pattern === "string") patterns.push(["pattern", schema.pattern]);
  for (const [keyword, pattern] of patterns) {
    const why = whyNot(pattern);
    if (why !== undefined) return { path, keyword, why };
  }
  return undefined;
}

function whyNot(pattern: string): string | undefined {
  if (pattern.length > MAX_PATTERN) return `the pattern has more than ${MAX_PATTERN} characters`;
  if (!works(pattern)) return "the pattern is not a regular expression of ECMA-262 with the flag u";
  if (repeatsRepetition(pattern))
    return "the pattern repeats a repetition, as (a+)+ does, and may take for ever: use a+";
  return undefined;
}

/** Engines compile at the first use, and once more for characters beyond Latin. */
function works(pattern: string): boolean {
  try {
    const compiled = new RegExp(pattern, "u");
    for (const text of ["", "\u0100"]) compiled.test(text);
    return true;
  } catch {
    return false;
  }
}
