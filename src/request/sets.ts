import type { CredentialSetQuery, PresentationRequest } from "./request.ts";

type Queries = Pick<PresentationRequest, "credentials" | "credentialSets">;

/** The credential sets of a request. Without any, each query is a required set of its own (OpenID4VP 1.0 §6.4.2). */
export function setsOf({ credentials, credentialSets }: Queries): readonly CredentialSetQuery[] {
  return credentialSets ?? credentials.map(alone);
}

const alone = ({ id }: { readonly id: string }): CredentialSetQuery => ({ options: [[id]] });

/** Whether the set must be answered. */
export function isRequired({ required = true }: CredentialSetQuery): boolean {
  return required;
}

/** A Set, or a Map by id. */
type Ids = Pick<ReadonlySet<string>, "has">;

/** Whether the answers to these queries satisfy the set. */
export function isSatisfied({ options }: CredentialSetQuery, answered: Ids): boolean {
  return options.some((option) => option.every((id) => answered.has(id)));
}

/** The required sets that the answers to these queries do not satisfy. */
export function unsatisfied({ credentials, credentialSets }: Queries, answered: Ids): readonly CredentialSetQuery[] {
  if (credentialSets === undefined) return credentials.filter(({ id }) => !answered.has(id)).map(alone);
  return credentialSets.filter((set) => isRequired(set) && !isSatisfied(set, answered));
}

/**
 * Those of the `ids` that belong to no completely answered option, so that the verifier did not ask for them.
 *
 * @param answered All answered queries, including `ids`.
 */
export function unusedOf(
  { credentials, credentialSets }: Queries,
  ids: readonly string[],
  answered: Ids,
): readonly string[] {
  if (credentialSets === undefined) {
    const isWhole = (id: string): boolean => answered.has(id) && credentials.some((query) => query.id === id);
    return ids.filter((id) => !isWhole(id));
  }
  const options = credentialSets.flatMap((set) => set.options);
  const whole = new Set(options.filter((option) => option.every((id) => answered.has(id))).flat());
  return ids.filter((id) => !whole.has(id));
}

/** The queries to answer. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Required sets that cannot be satisfied. */
  readonly unanswerable: readonly CredentialSetQuery[];
  /** Queries that the holder chose, but that belong to no option that would be answered. */
  readonly unused: readonly string[];
}

/**
 * Selects the queries to answer: those that the holder chose, and, for each required set that they do not satisfy, the
 * first answerable option. Options that contain a chosen query are preferred. Then removes options whose sets other
 * options satisfy, too, until no further query can be left out except chosen ones.
 *
 * @param can The queries that the wallet can answer.
 * @param chosen The queries that the holder chose to answer.
 */
export function select(request: Queries, can: ReadonlySet<string>, chosen: ReadonlySet<string>): Selection {
  const sets = setsOf(request);
  const taken: (readonly string[])[] = [];
  const unanswerable: CredentialSetQuery[] = [];
  for (const set of sets) {
    if (!isRequired(set) || isSatisfied(set, chosen)) continue;
    const possible = set.options.filter((option) => option.every((id) => can.has(id)));
    const option = possible.find((each) => each.some((id) => chosen.has(id))) ?? possible[0];
    if (option === undefined) unanswerable.push(set);
    else taken.push(option);
  }
  const answerable = sets.filter((set) => isRequired(set) && !unanswerable.includes(set));
  const ids = withoutNeedless(answerable, taken, chosen);
  return { ids, unanswerable, unused: unusedOf(request, [...chosen], ids) };
}

/**
 * The queries of the needed options. An option is kept or removed as a whole, and options with a chosen query are kept.
 * Options of later sets are removed first.
 */
function withoutNeedless(
  sets: readonly CredentialSetQuery[],
  taken: readonly (readonly string[])[],
  chosen: ReadonlySet<string>,
): ReadonlySet<string> {
  const fixed = new Set([...chosen, ...taken.filter((option) => option.some((id) => chosen.has(id))).flat()]);
  let left = taken;
  // One pass is enough: an option that is needed beside many options is also needed beside fewer.
  for (const id of taken.flat().reverse()) {
    if (fixed.has(id)) continue;
    const rest = left.filter((option) => !option.includes(id));
    const answered = new Set([...fixed, ...rest.flat()]);
    if (sets.every((set) => isSatisfied(set, answered))) left = rest;
  }
  return new Set([...fixed, ...left.flat()]);
}
