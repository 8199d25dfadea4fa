/** A transaction as it is signed, with fees and nonce (EIP-1559). */
export interface Transaction {
  /** Absent if `data` creates a contract. */
  readonly to?: string | undefined;
  readonly data: string;
  /** The gas limit. */
  readonly gas: bigint;
  readonly chainId: bigint;
  readonly nonce: number;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** A transaction that may be on its way. It is kept until its result is known. */
export interface Pending {
  readonly id: string;
  /** The name, in the outbox, of the process that sends it. */
  readonly owner: string;
  /** Its sender has given up waiting. Any process may take it over, even while the sender's process lives. */
  readonly isGivenUp?: true;
  /** What it is for; for messages. */
  readonly doing: string;
  readonly transaction: Transaction;
  /**
   * Nodes refused it when it was offered again. It is kept, because a node that was unreachable may have it; but its
   * nonce is free for others.
   */
  readonly isRefused?: true;
  /** The signed bytes; absent if a remote signer does not show them. */
  readonly raw?: string;
  /** Absent if a remote signer was asked to send it and has not answered. */
  readonly hash?: string;
  /** The newest block when it was signed. No earlier block can contain it. */
  readonly since: number;
  /** When it was signed, in seconds since 1970. */
  readonly at: number;
  /** The block that executed it. Unless `isTold`, the result was not reported yet. */
  readonly block?: number;
  /** The result was reported. Only the last transactions of a remote signer are kept so: see `others`. */
  readonly isTold?: true;
  /**
   * Hashes of reported transactions with the same nonce. A node that lags gives a nonce out again, and of two identical
   * calls the first would pass for the second.
   */
  readonly others?: readonly string[];
  /** The transactions it replaced, oldest first. A node may still have one of them and execute it instead. */
  readonly earlier?: readonly Earlier[];
}

/** A transaction that was replaced by another with the same nonce. */
export interface Earlier {
  readonly doing: string;
  readonly to?: string | undefined;
  readonly data: string;
  /** Absent if a remote signer did not name it. */
  readonly hash?: string | undefined;
  /** The signed bytes; absent if a remote signer does not show them. */
  readonly raw?: string | undefined;
}

/** What a transaction does, apart from its cost. */
export type TransactionCall = Pick<Transaction, "to" | "data">;

/** Every call that may be executed with a transaction's nonce, as far as known here; newest first. */
export function callsOf({
  transaction,
  hash,
  raw,
  earlier = [],
}: Pending): readonly (TransactionCall & Pick<Earlier, "hash" | "raw">)[] {
  const { to, data } = transaction;
  return [{ to, data, hash, raw }, ...earlier.toReversed()];
}

/** All known hashes of these transactions. */
export function hashesOf(pending: Pending): readonly string[] {
  return callsOf(pending).flatMap(({ hash }) => (hash === undefined ? [] : [hash]));
}

export const isSameCall = (one: TransactionCall, other: TransactionCall): boolean =>
  one.to?.toLowerCase() === other.to?.toLowerCase() && one.data.toLowerCase() === other.data.toLowerCase();
