import { type Names, namesHash, namesIn, type RawNames } from "../../records/names.ts";
import type { NamesReader } from "../../storage/proved-records.ts";

/** The most names in a staple: one for each credential of an answer. */
export const MAX_NAMES = 16;

/**
 * Finds names by their hash among those in the staple. A name is only as good as its hash, which the registry must
 * have.
 */
export function namesReader(stapled: readonly RawNames[] = []): NamesReader {
  let known: Map<string, Names | undefined> | undefined;
  return (hash) => {
    // Hashed only when a proof shows that a name exists.
    known ??= new Map(stapled.map((names) => [namesHash(names), namesIn(names)]));
    return known.get(`0x${hash.toString(16).padStart(64, "0")}`);
  };
}
