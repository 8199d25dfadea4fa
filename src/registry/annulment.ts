import type { Registry } from "./connect.ts";
import { EPOCH_REASONS } from "./reasons.ts";

/**
 * The epochs of an agency's accreditation that the type's present authority can annul: begun since the former one was stolen, and up to the second in which the
 * successor was seated (IAccreditations.annul). Empty where nothing was stolen, and when all are annulled.
 *
 * @param issuer The identity in the agency's DID. @param typeId keccak256 of the type's `vct`.
 * @returns Their numbers, counted from 0, the oldest first. Throws `facts.*`.
 */
export async function annullableEpochs(registry: Registry, issuer: string, typeId: string): Promise<number[]> {
  const { types, accreditations } = registry.at({ hash: (await registry.head()).hash });
  const since = await types.stolenSince(typeId);
  if (since === 0n) return [];
  const { epochs: terms } = await types.typeOf(typeId);
  const { from: seated } = await types.authorityEpoch(typeId, terms - 1n);
  const { epochs } = await accreditations.accreditationOf(issuer, typeId);
  const found: number[] = [];
  // One after the other they began, so before the theft there is none to look for.
  for (let index = Number(epochs) - 1; index >= 0; index--) {
    const { from, terms: packed } = await accreditations.epochOf(issuer, typeId, index);
    if (from < since) break;
    if (from <= seated && EPOCH_REASONS[Number(packed >> 5n)] !== "annulled") found.unshift(index);
  }
  return found;
}
