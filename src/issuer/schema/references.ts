import { isObject, type JsonObject } from "../../crypto/encodings/json.ts";
import type { Unusable } from "./unusable.ts";
import { OWN_BASE, resolved, type Subschema, sameValue } from "./walk.ts";

const REFERENCES = ["$ref", "$dynamicRef"] as const;

/** How many schemas may apply to one value, each as often as references lead to it. */
const MOST_AT_ONCE = 10_000;

/**
 * A schema that could not be applied in any time: a reference in it leads back to it without going into the value, or
 * its references lead to so many schemas. Undefined if there is none.
 */
export function endless(root: JsonObject, all: readonly Subschema[]): Unusable | undefined {
  const targets = new Targets(root, all);
  const counted = new Map<object, number>();
  const count = (schema: unknown): number => {
    if (!isObject(schema)) return 1;
    const known = counted.get(schema);
    if (known !== undefined) return known;
    // As long as it is not counted, whatever leads to it leads back.
    counted.set(schema, Number.POSITIVE_INFINITY);
    const sum = [...targets.of(schema), ...sameValue(schema)].reduce<number>((sum, next) => sum + count(next), 1);
    counted.set(schema, sum);
    return sum;
  };
  const circles = all.filter(({ schema }) => count(schema) === Number.POSITIVE_INFINITY);
  const [circle] = [...circles.filter(({ schema }) => referenceIn(schema) !== undefined), ...circles];
  if (circle !== undefined) {
    const [keyword = "$ref", why] = [
      referenceIn(circle.schema),
      "it leads in a circle, and to apply it would never end",
    ];
    return { path: circle.path, keyword, why };
  }
  const wide = all.find(({ schema }) => count(schema) > MOST_AT_ONCE);
  return wide && { path: wide.path, why: `at ${wide.path}, more than ${MOST_AT_ONCE} schemas apply to one value` };
}

function referenceIn(schema: JsonObject): string | undefined {
  return REFERENCES.find((keyword) => Object.hasOwn(schema, keyword));
}

/** Where a reference is that has this text. */
export function referenceTo(text: string, all: readonly Subschema[]): Pick<Unusable, "path" | "keyword"> | undefined {
  for (const { schema, path, base } of all) {
    const keyword = REFERENCES.find((each) => schema[each] === text || resolved(schema[each], base) === text);
    if (keyword !== undefined) return { path, keyword };
  }
  return undefined;
}

/** What the references of a document lead to. */
class Targets {
  readonly #bases = new Map<object, string>();
  readonly #byUri = new Map<string, unknown>();

  constructor(root: JsonObject, all: readonly Subschema[]) {
    this.#byUri.set(OWN_BASE, root);
    for (const { schema, base } of all) {
      this.#bases.set(schema, base);
      if (Object.hasOwn(schema, "$id")) this.#byUri.set(base, schema);
      for (const anchor of [schema.$anchor, schema.$dynamicAnchor]) {
        if (typeof anchor === "string") this.#byUri.set(`${base}#${anchor}`, schema);
      }
    }
  }

  /** What the references of a schema lead to; undefined for what is not in the document. */
  of(schema: JsonObject): unknown[] {
    return REFERENCES.map((keyword) => this.#target(schema[keyword], this.#bases.get(schema) ?? OWN_BASE));
  }

  #target(reference: unknown, base: string): unknown {
    const uri = resolved(reference, base);
    if (uri === undefined) return undefined;
    const [document = "", fragment = ""] = uri.split("#", 2);
    return fragment.startsWith("/") ? at(this.#byUri.get(document), fragment) : this.#byUri.get(uri);
  }
}

/** What a JSON Pointer, as a URI's fragment, leads to. */
function at(value: unknown, fragment: string): unknown {
  const steps = fragment.slice(1).split("/").map(decoded);
  return steps.reduce<unknown>((inside, step) => {
    if (typeof inside !== "object" || inside === null || step === undefined) return undefined;
    return Object.hasOwn(inside, step) ? (inside as Readonly<Record<string, unknown>>)[step] : undefined;
  }, value);
}

function decoded(step: string): string | undefined {
  try {
    return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return undefined;
  }
}
