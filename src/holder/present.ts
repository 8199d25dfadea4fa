import { DidimError } from "../errors/error.ts";
import type { Candidate, Match } from "./match.ts";

/** Which credential answers for a type: its id, by the type's name. */
export type Choice = Readonly<Record<string, string>>;

export interface Chosen extends Candidate {
  readonly type: string;
}

/** The choice, or else the best candidate for whatever is required; what is optional is shown only when chosen. Throws `holder.nothing-fits`, `holder.shows-more`, `holder.choice`. */
export function choose(matches: readonly Match[], choice: Choice, agreed: boolean): Chosen[] {
  const unknown = Object.keys(choice).find((type) => !matches.some(({ requirement }) => requirement.type === type));
  if (unknown !== undefined) throw wrongChoice(unknown);
  return matches.flatMap(({ requirement: { type, optional = false, claims = [] }, candidates }) => {
    const id = Object.hasOwn(choice, type) ? choice[type] : undefined;
    if (id === undefined && optional) return [];
    const candidate = id === undefined ? candidates[0] : candidates.find(({ credential }) => credential.id === id);
    if (candidate !== undefined && id === undefined && !agreed) checkNothingUnasked(candidate, type);
    if (candidate !== undefined) return [{ ...candidate, type }];
    if (id !== undefined) throw wrongChoice(type);
    throw new DidimError(
      "holder.nothing-fits",
      "The wallet has no credential of this type that is current and has the claims asked for.",
      { type, claims },
    );
  });
}

/** A credential that cannot withhold what nobody asked for is shown only to somebody's knowledge. */
function checkNothingUnasked({ unasked }: Candidate, type: string): void {
  if (unasked.length === 0) return;
  throw new DidimError(
    "holder.shows-more",
    "The best credential for this shows claims that nobody asked for. Show the holder matches() and the review; who agrees chooses it, or acknowledges the review.",
    { type, unasked },
  );
}

function wrongChoice(type: string): DidimError {
  return new DidimError(
    "holder.choice",
    "The credential chosen is not among those that fit the request; see matches().",
    { type },
  );
}
