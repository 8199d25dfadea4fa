import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { sha256, toHex } from "../crypto/encodings/bytes.ts";
import type { JsonObject } from "../crypto/encodings/json.ts";
import { keccak256 } from "../crypto/hash.ts";
import { DidimError } from "../errors/error.ts";
import type { Clock } from "../verdict/clock.ts";
import { claimsOf } from "./requests.ts";
import { compileSchema } from "./schema/compile.ts";
import { pointerStep, unusable } from "./schema/unusable.ts";

/**
 * The JSON Schema (2020-12) of each type's claims, by `vct`: the published document byte for byte, because its hash is
 * registered.
 */
export type Schemas = Readonly<Record<string, string>>;

/**
 * SHA-256 of a type's schema as registered (CredentialTypes.schemaHashOf), 0x-hex; all zeros if the type is not
 * registered.
 */
export type SchemaHashReader = (typeId: string) => Promise<string>;

/** How long, in seconds, a comparison with the registry holds. Schemas change with notice, not by the minute. */
const HASH_LIFE = 600;

/**
 * The SHA-256 by which a type's schema is registered, 0x-hex. Throws `issuer.schema-invalid` for a schema that no issuer
 * could use, so that it is not registered.
 */
export function hashOfSchema(type: string, schema: string): string {
  compileSchema(type, schema);
  return toHex(sha256(schema));
}

/** The schemas of an issuer: compiled once, and compared with the registry. */
export class SchemaBook {
  readonly #validators: ReadonlyMap<string, { readonly validate: ValidateFunction; readonly hash: string }>;
  readonly #schemaHashOf: SchemaHashReader | undefined;
  readonly #clock: Clock;
  readonly #compared = new Map<string, number>();

  /** Throws `issuer.schema-invalid` for a schema that does not compile. A remote `$ref` is not fetched. */
  constructor(schemas: Schemas, schemaHashOf: SchemaHashReader | undefined, clock: Clock) {
    this.#validators = new Map(
      Object.entries(schemas).map(([type, text]) => [
        type,
        { validate: compileSchema(type, text), hash: toHex(sha256(text)) },
      ]),
    );
    this.#schemaHashOf = schemaHashOf;
    this.#clock = clock;
  }

  /**
   * Throws `issuer.schema-missing`, `issuer.schema-unregistered`, `issuer.schema-outdated`, and what the reader throws
   * (`facts.*`).
   */
  async checkCurrent(type: string): Promise<void> {
    const { hash } = this.#of(type);
    const compared = this.#compared.get(type);
    if (this.#schemaHashOf === undefined || (compared !== undefined && this.#clock.now() < compared + HASH_LIFE))
      return;
    const registered = (await this.#schemaHashOf(keccak256(type))).toLowerCase();
    if (/^0x0+$/.test(registered)) {
      throw new DidimError(
        "issuer.schema-unregistered",
        "The registry has no schema for this type. Register the type first.",
        { type },
      );
    }
    if (registered !== hash) {
      throw new DidimError(
        "issuer.schema-outdated",
        "The schema is not the one that the type's authority has registered. Take the document at its URI, byte for byte.",
        { type, registered, own: hash },
      );
    }
    this.#compared.set(type, this.#clock.now());
  }

  /** Throws `issuer.schema-mismatch`, with the path in the claims and the rule, never a value. */
  checkClaims(type: string, claims: JsonObject): void {
    const { validate } = this.#of(type);
    if (fits(type, validate, claims)) return;
    const { path, rule, message } = faultIn(validate);
    throw new DidimError(
      "issuer.schema-mismatch",
      `The claims do not fit the type's schema: at ${path || "the top"}, ${message}.`,
      { type, path, rule },
    );
  }

  #of(type: string): { readonly validate: ValidateFunction; readonly hash: string } {
    const known = this.#validators.get(type);
    if (known !== undefined) return known;
    throw new DidimError("issuer.schema-missing", "This issuer was given no schema for the type.", { type });
  }
}

/** Why claims cannot be issued: the first rule that they break. It says no value, because it may be logged. */
export interface ClaimsFault {
  /** A JSON Pointer (RFC 6901) to the claim; empty for the claims as a whole. */
  readonly path: string;
  /** The keyword of the schema; undefined if the validator does not say. */
  readonly rule: string | undefined;
  /** What `format` demands, such as "date", if that is the rule. */
  readonly format?: string;
  /** In English, as the end of a sentence. */
  readonly message: string;
}

/**
 * Makes the check of claims that an issuer makes, for those who want to know beforehand which of many cannot be issued.
 * Throws `issuer.schema-invalid`; the check throws `issuer.claims-too-large` and `format.*`, as issuing would.
 */
export function claimsCheck(type: string, schema: string): (claims: JsonObject) => ClaimsFault | undefined {
  const validate = compileSchema(type, schema);
  return (claims) => (fits(type, validate, claimsOf(claims)) ? undefined : faultIn(validate));
}

function faultIn({ errors }: ValidateFunction): ClaimsFault {
  const [first] = errors ?? [];
  if (first === undefined) return { path: "", rule: undefined, message: "no rule says why" };
  const { keyword: rule, params, message = "no rule says why" } = first;
  const fault = { path: pathOf(first), rule, message };
  return rule === "format" ? { ...fault, format: String(params.format) } : fault;
}

function fits(type: string, validate: ValidateFunction, claims: JsonObject): boolean {
  try {
    return validate(claims) === true;
  } catch (cause) {
    throw unusable(type, { path: "#", why: "to apply it to these claims takes too much" }, cause);
  }
}

/** A JSON Pointer (RFC 6901). It includes the name of a missing or extra member. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const member: unknown = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
  if (typeof member !== "string") return instancePath;
  return `${instancePath}${pointerStep(member)}`;
}
