import type { JsonObject } from "../crypto/json.ts";
import { type ClaimPath, type SelectedClaim, saysSomething, selectedBy } from "./claim-path.ts";
import type { ClaimQuery, CredentialQuery } from "./request.ts";

/** A claim that is asked for, in full: a path alone asks for it with any value. */
export function claimQuery(asked: ClaimPath | ClaimQuery): ClaimQuery {
  return isPath(asked) ? { path: asked } : asked;
}

function isPath(asked: ClaimPath | ClaimQuery): asked is ClaimPath {
  return typeof asked === "string" || Array.isArray(asked);
}

/** The sets of claims one of which is to be shown, the most preferred first: all claims, where the query has no `claimSets`. */
export function claimOptions({ claims = [], claimSets }: CredentialQuery): readonly (readonly ClaimQuery[])[] {
  const asked = claims.map(claimQuery);
  if (claimSets === undefined) return [asked];
  return claimSets.map((ids) => asked.filter(({ id }) => id !== undefined && ids.includes(id)));
}

/** The claims that may come to be shown, by whichever set. */
export function askedClaims(query: CredentialQuery): readonly ClaimQuery[] {
  return [...new Set(claimOptions(query).flat())];
}

/** The claims that answer, none if the query for them is not met: of what a path selects, what has one of the `values`; or all, if any says something. */
export function answering({ path, values }: ClaimQuery, claims: JsonObject): readonly SelectedClaim[] {
  const selected = selectedBy(path, claims);
  // Never a value of another type: includes() compares strictly.
  if (values !== undefined) return selected.filter(({ value }) => (values as readonly unknown[]).includes(value));
  return selected.some(({ value }) => saysSomething(value)) ? selected : [];
}
