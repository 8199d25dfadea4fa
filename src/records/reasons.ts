/** Why a key or an epoch ended. The index is the contract's number; the mildest reason comes first. */

/** IDIDRegistry.KeyReason. */
export const KEY_REASONS = ["none", "retired", "compromised"] as const;
export type KeyReason = (typeof KEY_REASONS)[number];

/** IAccreditations.Reason. */
export const EPOCH_REASONS = ["none", "ended", "suspended", "suspended-after-end", "withdrawn", "annulled"] as const;
export type EpochReason = (typeof EPOCH_REASONS)[number];

/** Whether the agency is suspended, whether it was accredited at the time or had already resigned. */
export const isSuspended = (reason: EpochReason): boolean => reason.startsWith("suspended");
