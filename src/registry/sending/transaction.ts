import type { Owner } from "../../files/owner.ts";

/** A transaction as it is signed, fees and nonce included (EIP-1559). */
export interface Transaction {
  /** Absent: the data is a contract to be made. */
  readonly to?: string | undefined;
  readonly data: string;
  readonly gas: bigint;
  readonly chainId: bigint;
  readonly nonce: number;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** A transaction that may be on its way; kept until it is known what became of it. */
export interface Pending {
  readonly id: string;
  /** The process that sends it. */
  readonly owner: Owner;
  /** For messages: what it is for. */
  readonly doing: string;
  readonly transaction: Transaction;
  /** The signed bytes; absent: a remote signer keeps them to itself. */
  readonly raw?: string;
  /** Absent: a remote signer was asked to send it, and has not answered. */
  readonly hash?: string;
  /** The newest block when it was signed: it is in none before. */
  readonly since: number;
  /** When it was signed, seconds since 1970. */
  readonly at: number;
  /** The block that it was executed in, which nobody who wanted to know has been told yet. */
  readonly block?: number;
}
