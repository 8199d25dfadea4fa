import type { CredentialSetQuery, PresentationRequest } from "./request.ts";

type Queries = Pick<PresentationRequest, "credentials" | "credentialSets">;

/** The sets of a request: those it has; or each query is one of its own, and required (OpenID4VP 1.0 §6.4.2). */
export function setsOf({ credentials, credentialSets }: Queries): readonly CredentialSetQuery[] {
  return credentialSets ?? credentials.map(alone);
}

const alone = ({ id }: { readonly id: string }): CredentialSetQuery => ({ options: [[id]] });

/** Whether an answer is wanted in any case. */
export function isRequired({ required = true }: CredentialSetQuery): boolean {
  return required;
}

/** The ids of queries, by whatever they are kept. */
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
 * Those of the `ids` that are part of no option answered whole: nobody asked for them alone.
 *
 * @param answered All queries that are answered, these among them.
 */
export function strayOf(
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

/** Which queries are to be answered. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Required sets that cannot be satisfied. */
  readonly unanswerable: readonly CredentialSetQuery[];
  /** Queries that the holder chose and that are part of no option that would be answered. */
  readonly stray: readonly string[];
}

/**
 * Selects what the holder chose and, of each required set that this does not satisfy, the first option that can be
 * answered: first among those of which the holder chose a query. Then drops what is not needed, because other options
 * satisfy its set, too: of what is left beside the choice, no query can be left out.
 *
 * @param can The queries that can be answered.
 * @param chosen Those that the holder chose to answer.
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
  return { ids, unanswerable, stray: strayOf(request, [...chosen], ids) };
}

/**
 * The queries of these options that are needed. An option stays whole or goes whole, and one that has to do with the
 * holder's choice stays. Later sets yield to earlier ones.
 */
function withoutNeedless(
  sets: readonly CredentialSetQuery[],
  taken: readonly (readonly string[])[],
  chosen: ReadonlySet<string>,
): ReadonlySet<string> {
  const fixed = new Set([...chosen, ...taken.filter((option) => option.some((id) => chosen.has(id))).flat()]);
  let left = taken;
  // Once is enough: what is needed beside many options is needed beside fewer.
  for (const id of taken.flat().reverse()) {
    if (fixed.has(id)) continue;
    const rest = left.filter((option) => !option.includes(id));
    const answered = new Set([...fixed, ...rest.flat()]);
    if (sets.every((set) => isSatisfied(set, answered))) left = rest;
  }
  return new Set([...fixed, ...left.flat()]);
}
