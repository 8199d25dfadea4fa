import { isMissing } from "../../chain/state/missing.ts";
import { DidimError } from "../../errors/error.ts";
import type { NamesReader, SlotReader } from "../../storage/proved-records.ts";
import type { ProvedRegistry } from "../../storage/registries.ts";
import type { SealedBlock } from "../../trust-anchor/seals/sealed.ts";

/** The registries after a block, as far as a staple shows them. */
export interface State {
  readonly block: SealedBlock;
  readonly read: SlotReader;
  /** The names in the staple, by their hash. */
  readonly names: NamesReader;
}

/** A slot's value, from the newest proof that shows it. */
export interface Part {
  readonly registry: ProvedRegistry;
  readonly slot: string;
  readonly word: bigint;
  readonly block: SealedBlock;
}

export type PartReader = (registry: ProvedRegistry, slot: string) => Part;

/**
 * Reads each slot once, in the newest state that shows it: by a value, or by the proof that the slot is empty. If no
 * state shows it, the newest state's error says what is missing (`facts.proof-*`, missing.ts).
 *
 * @param states Newest first.
 */
export function newestOf(states: readonly State[]): PartReader {
  const known = new Map<string, Part>();
  return (registry, slot) => {
    const name = registry + slot;
    const part = known.get(name) ?? newestPart(states, registry, slot);
    known.set(name, part);
    return part;
  };
}

function newestPart(states: readonly State[], registry: ProvedRegistry, slot: string): Part {
  let missing: unknown;
  for (const { block, read } of states) {
    try {
      return { registry, slot, word: read(registry, slot), block };
    } catch (error) {
      if (!isMissing(error)) throw error;
      missing ??= error;
    }
  }
  throw missing ?? absent();
}

export function absent(): DidimError {
  return new DidimError("facts.proof-absent", "No proof came along, and the verifier has none.");
}
