import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { bytesOfText } from "../../crypto/encodings/bytes.ts";
import { isMultipleOf } from "../../crypto/encodings/decimal.ts";
import { type JsonObject, parseJsonObject } from "../../crypto/encodings/json.ts";
import { isDidimError } from "../../errors/error.ts";
import { badPattern } from "./patterns.ts";
import { endless, referenceTo } from "./references.ts";
import { type Unusable, unusable } from "./unusable.ts";
import { type Subschema, subschemas } from "./walk.ts";

/** Characters. */
export const MAX_SCHEMA = 64 * 1024;
/** How deeply a schema may nest: each of the 16 levels of claims takes up to four. */
const MAX_NESTING = 64;

const DIALECT = /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

/** Members that mean something to the validator, but nothing to JSON Schema: annotations, like all unknown keywords. */
const VALIDATORS_OWN = ["$async", "nullable", "id"];

/**
 * A JSON Schema (2020-12) as a function. Nothing is fetched for it. Unknown keywords and formats are annotations. Throws
 * `issuer.schema-invalid`, with keyword and path, for what cannot be used.
 */
export function compileSchema(type: string, text: string): ValidateFunction {
  const schema = parsed(type, text);
  const all = [...subschemas(schema)];
  const found = all.map(wrongDialect).find(Boolean) ?? all.map(badPattern).find(Boolean) ?? endless(schema, all);
  if (found !== undefined) throw unusable(type, found);
  for (const each of all) for (const name of VALIDATORS_OWN) delete (each.schema as Record<string, unknown>)[name];
  // A compiler for each schema, so that two schemas with the same `$id` do not conflict.
  const ajv = compiler();
  try {
    if (ajv.validateSchema(schema) !== true) throw unusable(type, wrongKeyword(ajv));
    return ajv.compile(schema);
  } catch (cause) {
    if (isDidimError(cause)) throw cause;
    throw unusable(type, notCompiled(cause, all), cause);
  }
}

function parsed(type: string, text: string): JsonObject {
  if (text.length > MAX_SCHEMA) throw unusable(type, { path: "#", why: `it has more than ${MAX_SCHEMA} characters` });
  try {
    return parseJsonObject(bytesOfText(text), MAX_NESTING);
  } catch (cause) {
    if (!isDidimError(cause)) throw cause;
    throw unusable(type, { path: "#", why: `its JSON is refused: ${String(cause.details.why)}` }, cause);
  }
}

function compiler(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv, { keywords: false });
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({
    keyword: "multipleOf",
    type: "number",
    schemaType: "number",
    compile: (divisor: number) => (value: number) => isMultipleOf(value, divisor),
    error: { message: "must be a multiple of multipleOf" },
  });
  return ajv;
}

function wrongDialect({ schema: { $schema }, path }: Subschema): Unusable | undefined {
  if ($schema === undefined || (typeof $schema === "string" && DIALECT.test($schema))) return undefined;
  return { path, keyword: "$schema", why: "the schema is of another dialect than 2020-12" };
}

/** What the schema of schemas says. */
function wrongKeyword({ errors }: Ajv2020): Unusable {
  const { instancePath = "", message = "it is not a schema" } = errors?.[0] ?? {};
  const cut = instancePath.lastIndexOf("/");
  if (cut === -1) return { path: "#", why: message };
  return { path: `#${instancePath.slice(0, cut)}`, keyword: instancePath.slice(cut + 1), why: `it ${message}` };
}

function notCompiled(cause: unknown, all: readonly Subschema[]): Unusable {
  const { missingRef, message } = cause as { readonly missingRef?: string; readonly message?: string };
  const reference = missingRef === undefined ? undefined : referenceTo(missingRef, all);
  if (reference !== undefined)
    return { ...reference, why: "it leads to nothing in this document; no other is fetched" };
  if (cause instanceof RangeError) return { path: "#", why: "it refers from schema to schema too often" };
  return { path: "#", why: message ?? "it cannot be compiled" };
}
