import { type Names, namesHash, namesIn, type RawNames } from "../../records/names.ts";
import type { NamesReader } from "../../storage/proved-records.ts";

/** The most names that a staple carries: one for each credential of an answer. */
export const MAX_NAMES = 16;

/** Finds names by their hash among those that came along. What comes along proves nothing: its hash must stand in the registry. */
export function namesReader(stapled: readonly RawNames[] = []): NamesReader {
  let known: Map<string, Names | undefined> | undefined;
  return (hash) => {
    // Hashed only where a proof shows that there are any.
    known ??= new Map(stapled.map((names) => [namesHash(names), namesIn(names)]));
    return known.get(`0x${hash.toString(16).padStart(64, "0")}`);
  };
}
