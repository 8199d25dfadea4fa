/** What a schema says about the claim at a path, as far as a cell of a table must know. */
export interface Expected {
  /** Types that the claim may have; empty if the schema does not say. */
  readonly types: ReadonlySet<string>;
  /** Whether the schema lets no claim have this path. */
  readonly isUnknown: boolean;
  /** The names that the schema has beside it. */
  readonly siblings: readonly string[];
}

type Schema = Readonly<Record<string, unknown>>;

/** How many schemas may apply to one value, through references. */
const MOST = 1_000;

/** Follows a path through `properties`, through references within the document and through combined schemas. */
export function expectedAt(schema: unknown, path: readonly string[]): Expected {
  let applying = applied(schema, [schema]);
  let siblings: string[] = [];
  let isUnknown = false;
  for (const name of path) {
    siblings = applying.flatMap(({ properties }) => Object.keys(objectIn(properties)));
    const below = applying.flatMap((each) => memberSchemas(each, name));
    isUnknown = below.length === 0 && applying.some(isClosed);
    if (isUnknown) break;
    applying = applied(schema, below.length > 0 ? below : applying.map(({ additionalProperties: any }) => any));
  }
  return { types: new Set(applying.flatMap(typesOf)), isUnknown, siblings };
}

function memberSchemas({ properties, patternProperties }: Schema, name: string): unknown[] {
  const [named, patterns] = [objectIn(properties), objectIn(patternProperties)];
  const matching = Object.keys(patterns).filter((pattern) => new RegExp(pattern, "u").test(name));
  return [...(Object.hasOwn(named, name) ? [named[name]] : []), ...matching.map((pattern) => patterns[pattern])];
}

const isClosed = (schema: Schema): boolean =>
  schema.additionalProperties === false || schema.unevaluatedProperties === false;

const COMBINED = ["allOf", "anyOf", "oneOf"];
const CONDITIONAL = ["then", "else"];

/** All schemas that may apply to a value, besides the given ones. */
function applied(root: unknown, given: readonly unknown[]): Schema[] {
  const found = new Set<Schema>();
  const left = [...given];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== "object" || next === null || found.has(next as Schema) || found.size >= MOST) continue;
    const schema = next as Schema;
    found.add(schema);
    left.push(...COMBINED.flatMap((name) => (Array.isArray(schema[name]) ? (schema[name] as unknown[]) : [])));
    left.push(...CONDITIONAL.map((name) => schema[name]), referred(root, schema.$ref));
  }
  return [...found];
}

/** What a reference within the document leads to: a JSON Pointer as fragment (RFC 6901 §6). */
function referred(root: unknown, reference: unknown): unknown {
  if (typeof reference !== "string" || !reference.startsWith("#")) return undefined;
  let at: unknown = root;
  for (const step of reference.slice(1).split("/").slice(1)) {
    const name = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    at = typeof at === "object" && at !== null && Object.hasOwn(at, name) ? (at as Schema)[name] : undefined;
  }
  return at;
}

function typesOf({ type, const: only, enum: some }: Schema): string[] {
  if (type !== undefined) return [type].flat().map(String);
  return [...(only === undefined ? [] : [only]), ...(Array.isArray(some) ? (some as unknown[]) : [])].map(typeOf);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function objectIn(value: unknown): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}
