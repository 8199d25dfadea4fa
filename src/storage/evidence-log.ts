import { numberIn, packed } from "./packed.ts";
import { at } from "./slots.ts";

/** Where EvidenceLog has its variables. */
export const EVIDENCE_LOG = { anchoredAt: 0n } as const;

/** The value of `anchoredAt`. */
const ANCHORED = packed({ time: 40 });

/** When the root was first anchored. */
export const anchoredSlot = (root: string): string => at(root, EVIDENCE_LOG.anchoredAt);

/** Seconds; 0: it never was. */
export const anchoredIn = (word: bigint): number => numberIn(word, ANCHORED.time);
