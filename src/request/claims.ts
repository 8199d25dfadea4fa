import type { JsonObject } from "../crypto/encodings/json.ts";
import { type ClaimPath, hasContent, type SelectedClaim, selectedBy } from "./claim-path.ts";
import type { ClaimQuery, CredentialQuery } from "./request.ts";

/** The full form of a claim query. A path alone accepts any value. */
export function claimQuery(asked: ClaimPath | ClaimQuery): ClaimQuery {
  return isPath(asked) ? { path: asked } : asked;
}

function isPath(asked: ClaimPath | ClaimQuery): asked is ClaimPath {
  return typeof asked === "string" || Array.isArray(asked);
}

/** The alternative sets of claims, the most preferred first. Without `claimSets`, one set of all claims. */
export function claimOptions({ claims = [], claimSets }: CredentialQuery): readonly (readonly ClaimQuery[])[] {
  const asked = claims.map(claimQuery);
  if (claimSets === undefined) return [asked];
  return claimSets.map((ids) => asked.filter(({ id }) => id !== undefined && ids.includes(id)));
}

/** The claims that any of the sets includes. */
export function askedClaims(query: CredentialQuery): readonly ClaimQuery[] {
  return [...new Set(claimOptions(query).flat())];
}

/**
 * The selected claims that answer the query; empty if it is not met. With `values`: those with one of these values.
 * Without: all, if at least one has content.
 */
export function answering({ path, values }: ClaimQuery, claims: JsonObject): readonly SelectedClaim[] {
  const selected = selectedBy(path, claims);
  // includes() compares strictly, so a value of another type never matches.
  if (values !== undefined) return selected.filter(({ value }) => (values as readonly unknown[]).includes(value));
  return selected.some(({ value }) => hasContent(value)) ? selected : [];
}
