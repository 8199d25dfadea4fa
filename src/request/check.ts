import { stepsOf } from "./claim-path.ts";
import { claimQuery } from "./claims.ts";
import { pathText } from "./path-text.ts";
import type { ClaimQuery, CredentialQuery, PresentationRequest } from "./request.ts";

/** Throws an error with the reason why a request is invalid. */
export type Refuse = (why: string) => never;

/** The syntax of ids in DCQL (OpenID4VP 1.0 §6.1). */
const ID = /^[A-Za-z0-9_-]+$/;

/**
 * Refuses queries that DCQL does not allow: an invalid or repeated id, a claim asked for twice (OpenID4VP 1.0 §6.3), a
 * set that is empty or names an unknown id, and values that no claim can have. The caller checks types, paths and
 * sizes.
 */
export function checkQueries(
  { credentials, credentialSets }: Pick<PresentationRequest, "credentials" | "credentialSets">,
  refuse: Refuse,
): void {
  const ids = uniqueIds(credentials, "two queries", refuse);
  // Strict JSON readers refuse a member of that name, so an answer with it could not be kept and read again.
  if (ids.has("__proto__")) refuse("a query has the id __proto__");
  if (credentialSets?.length === 0) refuse("credentialSets is empty");
  for (const { options } of credentialSets ?? []) checkSets(options, ids, "credentialSets", refuse);
  for (const query of credentials) checkClaims(query, refuse);
}

function checkClaims({ id, claims = [], claimSets }: CredentialQuery, refuse: Refuse): void {
  const asked = claims.map(claimQuery);
  for (const claim of asked) checkValues(claim, refuse);
  if (new Set(asked.map(keyOf)).size < asked.length) refuse(`query ${id} asks for one claim twice`);
  const named = asked.filter((claim): claim is ClaimQuery & { readonly id: string } => claim.id !== undefined);
  const names = uniqueIds(named, "two claims of a query", refuse);
  if (claimSets === undefined) return;
  if (named.length < asked.length) refuse("a query has claimSets, and a claim without an id");
  checkSets(claimSets, names, "claimSets", refuse);
}

/** The same for the same path only. Most paths are a name alone. */
function keyOf({ path }: ClaimQuery): string {
  const [name, ...more] = stepsOf(path);
  return typeof name === "string" && more.length === 0 ? `.${name}` : JSON.stringify(stepsOf(path));
}

function uniqueIds(named: readonly { readonly id: string }[], of: string, refuse: Refuse): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id } of named) {
    if (typeof id !== "string" || !ID.test(id)) refuse("an id is not of letters, digits, _ and -");
    if (ids.has(id)) refuse(`${of} have the id ${id}`);
    ids.add(id);
  }
  return ids;
}

function checkSets(sets: readonly (readonly string[])[], ids: ReadonlySet<string>, name: string, refuse: Refuse): void {
  if (sets.length === 0 || sets.some((set) => set.length === 0)) refuse(`${name} has an empty set`);
  if (sets.some((set) => set.some((id) => !ids.has(id)))) refuse(`${name} names an id that is not there`);
}

/** The values must be texts, integers or booleans (OpenID4VP 1.0 §6.3). */
function checkValues({ path, values }: ClaimQuery, refuse: Refuse): void {
  const isValue = (value: unknown): boolean =>
    typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value);
  if (values === undefined || (values.length > 0 && values.every(isValue))) return;
  refuse(`the values of ${pathText(path)} are not a list of texts, whole numbers or yes and no`);
}
