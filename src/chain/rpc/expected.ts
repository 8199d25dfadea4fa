import type { DidimError } from "../../errors/error.ts";

/** What is expected of every node of a connection, for as long as it lasts. */
export interface Expected {
  /** The chain that every node must be on. */
  readonly chainId?: bigint;
  /** The hash of the chain's first block: two chains may bear the same id. */
  readonly genesis?: string;
  /** Contracts that must be there, with this code. */
  readonly code?: readonly PinnedCode[];
  /**
   * All of this is looked at before a node is asked anything, again after each lost connection, and again after so many ms; five minutes unless told. The chain alone is
   * looked at with each question.
   */
  readonly checkEveryMs?: number;
  /**
   * Whether what is in a block stays there, as on QBFT; unless told, yes: then a node that does not have a block it had 15 s (`maxLag`) ago is on another chain. Say no of
   * a local node that can be taken back (`evm_revert`).
   */
  readonly final?: boolean;
  /** Seconds: a node whose newest block is older than this is not asked. Not looked at unless told: a local chain stands still. */
  readonly maxHeadAge?: number;
  /**
   * Seconds: a node whose newest block is older than that of the others by more than this is asked last, and not believed once another's was; 15 unless told.
   */
  readonly maxLag?: number;
  /** The present time, seconds since 1970. */
  readonly now?: () => number;
  /** Told of a node that is on another chain from one moment on, that lags, or that said otherwise than was agreed. */
  readonly onDissent?: ((error: DidimError) => void) | undefined;
}

/** A contract whose code is known. Lower-case 0x-hex. */
export interface PinnedCode {
  readonly contract: string;
  readonly address: string;
  readonly codeHash: string;
}

/** {@link Expected.maxLag} */
export const MAX_LAG = 15;
/** Seconds, as the verifier's rule of freshness: a block further ahead than this tells nothing about who lags. */
export const AHEAD = 60;

export const timeOf = ({ now }: Expected): number => now?.() ?? Date.now() / 1000;
