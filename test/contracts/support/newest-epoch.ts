import type { Registries } from "./registries.ts";

/** IAccreditations.Reason.ANNULLED. */
const ANNULLED = 5n;

/**
 * The epoch on which the registry acts: the newest of the agency's current generation that is not annulled; if there is
 * none, the very newest.
 */
export async function newestEpoch(accreditations: Registries["accreditations"], agency: string, typeId: string) {
  const { epochs, generationStart } = await accreditations.accreditationOf(agency, typeId);
  if (epochs === 0n) return undefined;
  for (let index = epochs - 1n; index >= generationStart; index--) {
    const epoch = await accreditations.epochOf(agency, typeId, index);
    if (epoch.rights >> 5n !== ANNULLED) return epoch;
  }
  return accreditations.epochOf(agency, typeId, epochs - 1n);
}
