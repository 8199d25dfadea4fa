import { DidimError } from "../../errors/error.ts";

/** What of a schema cannot be used: a keyword, the JSON Pointer (RFC 6901) of the schema that has it, and why. */
export interface Unusable {
  /** As a URI fragment: `#/properties/name`. */
  readonly path: string;
  readonly keyword?: string;
  readonly why: string;
}

/** The error for a schema that no issuer could use. */
export function unusable(type: string, { path, keyword, why }: Unusable, cause?: unknown): DidimError {
  const where = keyword === undefined ? "" : `${keyword} at ${path}: `;
  return new DidimError(
    "issuer.schema-invalid",
    `The type's schema is not JSON Schema 2020-12 that can be used: ${where}${why}.`,
    { type, path, keyword, why },
    { cause },
  );
}

/** A step of a JSON Pointer. */
export function pointerStep(name: string | number): string {
  return `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
