import type { EpochReason } from "./reasons.ts";

/**
 * An agency's epochs for a type, oldest first. Those with an index below `generationStart` belong to a withdrawn
 * generation.
 */
interface Epochs<Epoch> {
  readonly epochs: readonly Epoch[];
  readonly generationStart: number;
}

/**
 * The epoch that says who is above an agency, and what can be done with its accreditation (Accreditations._newest). An
 * annulled epoch decides nothing: it is the newest of the current generation that is not annulled; if there is none,
 * the very newest. Undefined if the agency was never accredited.
 */
export function newestEpoch<Epoch extends { readonly reason: EpochReason }>({
  epochs,
  generationStart,
}: Epochs<Epoch>): Epoch | undefined {
  for (let index = epochs.length - 1; index >= generationStart; index--) {
    if (epochs[index]?.reason !== "annulled") return epochs[index];
  }
  return epochs.at(-1);
}
