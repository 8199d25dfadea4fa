import { numberIn, packed } from "./packed.ts";
import { at } from "./slots.ts";

/** The slot numbers of EvidenceLog's variables. */
export const EVIDENCE_LOG = { anchoredAt: 0n } as const;

/** The value of `anchoredAt`. */
const ANCHORED = packed({ time: 40 });

/** The slot with the time at which the root was first anchored. */
export const anchoredSlot = (root: string): string => at(root, EVIDENCE_LOG.anchoredAt);

/** Seconds since 1970; 0 if the root was never anchored. */
export const anchoredIn = (word: bigint): number => numberIn(word, ANCHORED.time);
