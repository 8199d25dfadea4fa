import { type EpochRights, rightsIn } from "../../storage/accreditations.ts";
import type { Registry } from "../open.ts";

/** An epoch of an agency's accreditation, as the registry stores it. Times in seconds since 1970. */
export interface FoundEpoch extends EpochRights {
  /** Counted from 0. */
  readonly index: number;
  readonly accreditor: string;
  readonly from: number;
  readonly until: number;
  readonly parentGeneration: number;
}

/**
 * The epoch that says who is above an agency, and what can be done with its accreditation: the newest of the current
 * generation that is not annulled; if there is none, the very newest. Undefined if the agency was never accredited.
 *
 * @param issuer The identity in the agency's DID. @param typeId keccak256 of the type's `vct`. Throws `facts.*`.
 */
export async function newestEpoch(
  { accreditations }: Pick<Registry, "accreditations">,
  issuer: string,
  typeId: string,
): Promise<FoundEpoch | undefined> {
  const record = await accreditations.accreditationOf(issuer, typeId);
  const [last, start] = [Number(record.epochs) - 1, Number(record.generationStart)];
  if (last < 0) return undefined;
  const newest = await epochAt(accreditations, issuer, typeId, last);
  if (newest.reason !== "annulled") return newest;
  for (let index = last - 1; index >= start; index--) {
    const epoch = await epochAt(accreditations, issuer, typeId, index);
    if (epoch.reason !== "annulled") return epoch;
  }
  return newest;
}

async function epochAt(
  accreditations: Registry["accreditations"],
  issuer: string,
  typeId: string,
  index: number,
): Promise<FoundEpoch> {
  const { accreditor, from, until, parentGeneration, rights } = await accreditations.epochOf(issuer, typeId, index);
  const times = { from: Number(from), until: Number(until) };
  return { index, accreditor, ...times, parentGeneration: Number(parentGeneration), ...rightsIn(rights) };
}
