import { DidimError } from "../errors/error.ts";
import type { CredentialRequirement, WalletRequest } from "../request/request.ts";
import { select } from "../request/sets.ts";
import { answerable, type Candidate, type Match } from "./match.ts";

/**
 * The holder's choice: for a query's id, the id of the credential that answers it, or several ids if the query allows
 * `multiple`.
 */
export type Choice = Readonly<Record<string, string | readonly string[]>>;

export interface Chosen extends Candidate {
  readonly query: CredentialRequirement;
}

/**
 * Selects the credentials to present: those that the holder chose, and the best candidate for every other query that
 * must be answered. For each required set, these are the queries of the first option that the wallet can answer.
 * Optional queries are answered only if the holder chose them. `agreed`: whether the holder acknowledged the review.
 * Throws `holder.nothing-fits`, `holder.shows-more`, `holder.choice`.
 */
export function choose(request: WalletRequest, matches: readonly Match[], choice: Choice, agreed: boolean): Chosen[] {
  const picked = new Map(Object.entries(choice));
  for (const id of picked.keys()) if (!matches.some(({ query }) => query.id === id)) throw wrongChoice(id);
  const can = answerable(matches);
  const { ids, unanswerable, unused } = select(request, can, new Set(picked.keys()));
  for (const { options } of unanswerable) throw nothingFits(options, request, can);
  for (const id of unused) throw wrongChoice(id);
  return matches.flatMap(({ query, candidates }) => {
    if (!ids.has(query.id)) return [];
    const chosen = picked.get(query.id);
    if (chosen !== undefined) return chosenAmong(candidates, query, [chosen].flat());
    const best = candidates.slice(0, 1);
    for (const candidate of agreed ? [] : best) checkNothingUnasked(candidate, query);
    return best.map((candidate) => ({ ...candidate, query }));
  });
}

function chosenAmong(candidates: readonly Candidate[], query: CredentialRequirement, ids: readonly string[]): Chosen[] {
  const distinct = new Set(ids);
  const chosen = candidates.filter(({ credential }) => distinct.has(credential.id));
  const isRight = chosen.length === ids.length && ids.length > 0 && (ids.length === 1 || query.multiple === true);
  if (!isRight) throw wrongChoice(query.id);
  return chosen.map((candidate) => ({ ...candidate, query }));
}

/** The holder must know of it when a credential cannot withhold claims that the verifier did not ask for. */
function checkNothingUnasked({ unasked }: Candidate, { id, type }: CredentialRequirement): void {
  if (unasked.length === 0) return;
  throw new DidimError(
    "holder.shows-more",
    "The best credential for this shows claims that nobody asked for. Show the holder matches() and the review; who agrees chooses it, or acknowledges the review.",
    { query: id, type, unasked },
  );
}

/** Names the types of the queries that the wallet cannot answer, not of those that it could. */
function nothingFits(
  options: readonly (readonly string[])[],
  { credentials }: WalletRequest,
  can: ReadonlySet<string>,
): DidimError {
  const missing = credentials.filter(({ id }) => options.flat().includes(id) && !can.has(id));
  const type = [...new Set(missing.map((query) => query.type))];
  const message = `The wallet has no current credential with all that is asked for of: ${type.map((one) => JSON.stringify(one)).join(", ")}.`;
  return new DidimError("holder.nothing-fits", message, { options, type });
}

function wrongChoice(query: string): DidimError {
  return new DidimError(
    "holder.choice",
    "The credential chosen is not among those that fit the query, or answering it answers nothing that is asked; see matches().",
    { query },
  );
}
