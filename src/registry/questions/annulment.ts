import { rightsIn } from "../../storage/accreditations.ts";
import type { Registry } from "../open.ts";

/**
 * An epoch that can be annulled, and the term of office in which a thief acted for the type when the epoch began. Both
 * counted from 0.
 */
export interface Annullable {
  readonly epoch: number;
  readonly term: number;
}

/**
 * When a thief acted for a type: from `since` to the end of the term of office, in seconds since 1970, both included.
 */
export interface Theft {
  readonly term: number;
  readonly since: number;
  readonly until: number;
}

/** AuthorityReason.STOLEN. */
const STOLEN = 2n;

/** The thefts of a type that the council has declared, earliest term first. Throws `facts.*`. */
export async function theftsOf({ types }: Pick<Registry, "types">, typeId: string): Promise<Theft[]> {
  const { epochs } = await types.typeOf(typeId);
  const terms = Array.from({ length: Number(epochs) }, async (_, term): Promise<Theft[]> => {
    const { until, reason } = await types.authorityEpoch(typeId, term);
    if (reason !== STOLEN) return [];
    return [{ term, since: Number(await types.stolenSince(typeId, term)), until: Number(until) }];
  });
  return (await Promise.all(terms)).flat();
}

/**
 * The theft during which a type's retirement was decided, its last second included: the type's current authority can
 * take the retirement back (ICredentialTypes.reopen). Undefined if there is none, or if the type is not retired.
 *
 * @param typeId keccak256 of the type's `vct`. Throws `facts.*`.
 */
export async function theftOfRetirement(registry: Registry, typeId: string): Promise<Theft | undefined> {
  const { types } = registry.at({ hash: (await registry.head()).hash });
  const [decided, thefts] = await Promise.all([types.retirementDecidedAt(typeId), theftsOf({ types }, typeId)]);
  return theftAt(thefts, Number(decided));
}

const theftAt = (thefts: readonly Theft[], time: number): Theft | undefined =>
  thefts.find(({ since, until }) => since <= time && time <= until);

/**
 * The epochs of an agency's accreditation that the type's current authority can annul: those that began while a thief
 * acted for the type, the theft's last second included (IAccreditations.annul). Empty if nothing was stolen, or if all
 * are annulled.
 *
 * @param issuer The identity in the agency's DID. @param typeId keccak256 of the type's `vct`.
 * @returns Newest first: in this order, what annulling one costs does not grow with the number already annulled.
 * Throws `facts.*`.
 */
export async function annullableEpochs(registry: Registry, issuer: string, typeId: string): Promise<Annullable[]> {
  const { types, accreditations } = registry.at({ hash: (await registry.head()).hash });
  const thefts = await theftsOf({ types }, typeId);
  const earliest = Math.min(...thefts.map(({ since }) => since));
  const { epochs } = await accreditations.accreditationOf(issuer, typeId);
  const found: Annullable[] = [];
  // Epochs begin in order, so none before the first theft needs a look.
  for (let epoch = Number(epochs) - 1; epoch >= 0; epoch--) {
    const { from, rights: packed } = await accreditations.epochOf(issuer, typeId, epoch);
    if (from < earliest) break;
    const theft = theftAt(thefts, Number(from));
    if (theft !== undefined && rightsIn(packed).reason !== "annulled") {
      found.push({ epoch, term: theft.term });
    }
  }
  return found;
}
