import type { DidimError } from "../../errors/error.ts";

/** What every node of a connection must satisfy, as long as the connection lasts. */
export interface Expected {
  /** Every node must be on this chain. */
  readonly chainId?: bigint;
  /** The hash of the chain's first block. Needed because two chains may have the same id. */
  readonly genesis?: string;
  /** Contracts that must exist, with this code. */
  readonly code?: readonly PinnedCode[];
  /**
   * How often, in ms, to check all of this again; default five minutes. It is also checked before the first request and
   * after each lost connection. Every request checks the chain.
   */
  readonly checkEveryMs?: number;
  /**
   * Whether blocks are final, as on QBFT; default true. On a final chain, a node that lacks a block it had 15 s
   * (`maxLag`) ago is on another chain. Set false for a local node whose state can be reverted (`evm_revert`).
   */
  readonly final?: boolean;
  /**
   * Seconds. A node whose newest block is older is not used. Not checked by default, because a local chain stands
   * still.
   */
  readonly maxHeadAge?: number;
  /**
   * Seconds. A node whose newest block is older than the others' by more than this is asked last, and its answers are
   * refused once a newer block was seen. Default 15.
   */
  readonly maxLag?: number;
  /** The current time in seconds since 1970. Default: the system clock. */
  readonly now?: () => number;
  /** Called for a node that moves to another chain, lags, or contradicts an agreed answer. */
  readonly onDissent?: ((error: DidimError) => void) | undefined;
}

/** A contract with known code. Address and hash in lower-case 0x-hex. */
export interface PinnedCode {
  readonly contract: string;
  readonly address: string;
  readonly codeHash: string;
}

/** Seconds. Default of {@link Expected.maxLag}. */
export const MAX_LAG = 15;
/**
 * Seconds, the same as in the verifier's freshness rule. A block further in the future is ignored when judging which
 * nodes lag.
 */
export const AHEAD = 60;

export const timeOf = ({ now }: Expected): number => now?.() ?? Date.now() / 1000;
