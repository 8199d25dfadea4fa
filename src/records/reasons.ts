/** Why a key or an epoch ended, each by the number that the contracts have for it, from the mildest on. */

/** IDIDRegistry.KeyReason. */
export const KEY_REASONS = ["none", "retired", "compromised"] as const;
export type KeyReason = (typeof KEY_REASONS)[number];

/** IAccreditations.Reason. */
export const EPOCH_REASONS = ["none", "ended", "suspended", "suspended-after-end", "withdrawn", "annulled"] as const;
export type EpochReason = (typeof EPOCH_REASONS)[number];

/** Whether the agency is suspended, be it that it was accredited then or had resigned already. */
export const isSuspended = (reason: EpochReason): boolean => reason.startsWith("suspended");
