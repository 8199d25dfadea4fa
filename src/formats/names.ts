import { refusal } from "./refusal.ts";

/** The names that issuer and reader keep from claims: the one table for both, so that they refuse the same. */

/**
 * Names that no claim has, wherever it is and in whatever format: those of selective disclosure (RFC 9901 §4.1, §4.2),
 * of which `...` also reads as withheld (withheld.ts), and the one that names an object's prototype.
 */
const RESERVED: ReadonlySet<string> = new Set(["_sd", "_sd_alg", "...", "__proto__"]);

/**
 * Members at the top of an SD-JWT VC that are no claims and never disclosures: those of SD-JWT VC §2.2.2.2, and `iat`,
 * on which the rules of time depend.
 */
export const SD_JWT_VC_MEMBERS: ReadonlySet<string> = new Set([
  "iss",
  "iat",
  "nbf",
  "exp",
  "cnf",
  "vct",
  "vct#integrity",
  "status",
]);

/** Members of a VC-JWT's credentialSubject that no claim may set: they say to JSON-LD who it is, and what names mean. */
const SUBJECT_MEMBERS: ReadonlySet<string> = new Set(["id", "@id", "@context"]);

/** Whether no claim has this name. */
export const isReserved = (name: string): boolean => RESERVED.has(name);

/** Throws `format.claim-reserved` for a name that no claim has. */
export function checkName(name: string): void {
  if (isReserved(name)) throw reserved(name);
}

/** {@link checkName} for a claim at the top of an SD-JWT VC. */
export function checkSdJwtVcClaim(name: string): void {
  if (SD_JWT_VC_MEMBERS.has(name) || RESERVED.has(name)) throw reserved(name);
}

/** {@link checkName} for a claim of a VC-JWT, and for all names in it. */
export function checkSubjectClaim(name: string, value: unknown): void {
  if (SUBJECT_MEMBERS.has(name)) throw reserved(name);
  checkName(name);
  checkNamesIn(value);
}

function checkNamesIn(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const element of value) checkNamesIn(element);
    return;
  }
  for (const name of Object.keys(value)) {
    checkName(name);
    checkNamesIn((value as Readonly<Record<string, unknown>>)[name]);
  }
}

function reserved(name: string) {
  return refusal("format.claim-reserved", `A claim is named ${name}, which is not a name for claims.`, { name });
}
