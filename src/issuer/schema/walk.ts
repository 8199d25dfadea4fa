import { isObject, type JsonObject } from "../../crypto/encodings/json.ts";
import { pointerStep } from "./unusable.ts";

/** A schema inside of a schema document, or the document itself. */
export interface Subschema {
  readonly schema: JsonObject;
  readonly path: string;
  /** The URI against which its references are resolved: the nearest `$id` around it. */
  readonly base: string;
}

/** The base of a document without an `$id`. */
export const OWN_BASE = "didim:///schema";

const ONE = ["not", "if", "then", "else", "items", "contains", "additionalProperties", "propertyNames"];
const ONE_MORE = ["unevaluatedItems", "unevaluatedProperties", "contentSchema"];
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const BY_NAME = ["properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions"];

/** All schemas in a document, outer ones before those inside them. */
export function* subschemas(schema: unknown, path = "#", around = OWN_BASE): Generator<Subschema> {
  if (!isObject(schema)) return;
  const base = resolved(schema.$id, around) ?? around;
  yield { schema, path, base };
  for (const [keyword, name, inside] of insideOf(schema, [...ONE, ...ONE_MORE], LISTS, BY_NAME)) {
    yield* subschemas(inside, `${path}${pointerStep(keyword)}${name === undefined ? "" : pointerStep(name)}`, base);
  }
}

/** The schemas that apply to the same value as this one, without its references. */
export function sameValue(schema: JsonObject): unknown[] {
  const keywords = insideOf(
    schema,
    ["not", "if", "then", "else"],
    ["allOf", "anyOf", "oneOf"],
    ["dependentSchemas", "dependencies"],
  );
  return [...keywords].map(([, , inside]) => inside);
}

/** An absolute URI, or undefined if there is none. */
export function resolved(reference: unknown, base: string): string | undefined {
  if (typeof reference !== "string" || !URL.canParse(reference, base)) return undefined;
  return new URL(reference, base).href.replace(/#$/, "");
}

function* insideOf(
  schema: JsonObject,
  one: readonly string[],
  lists: readonly string[],
  byName: readonly string[],
): Generator<[keyword: string, name: string | number | undefined, inside: unknown]> {
  for (const keyword of one) if (Object.hasOwn(schema, keyword)) yield [keyword, undefined, schema[keyword]];
  for (const keyword of lists) {
    const list = schema[keyword];
    if (Array.isArray(list)) for (const [i, inside] of list.entries()) yield [keyword, i, inside];
  }
  for (const keyword of byName) {
    const named = schema[keyword];
    if (isObject(named)) for (const [name, inside] of Object.entries(named)) yield [keyword, name, inside];
  }
}
