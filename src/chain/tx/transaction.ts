/** A transaction as it is signed, fees and nonce included (EIP-1559). */
export interface Transaction {
  /** Absent: the data is a contract to be made. */
  readonly to?: string | undefined;
  readonly data: string;
  /** The limit. */
  readonly gas: bigint;
  readonly chainId: bigint;
  readonly nonce: number;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** A transaction that may be on its way; kept until it is known what became of it. */
export interface Pending {
  readonly id: string;
  /** The process that sends it, by its name in the outbox. */
  readonly owner: string;
  /** Whoever waited for it has given up: any process may take it up from here, though its own lives. */
  readonly isGivenUp?: true;
  /** For messages: what it is for. */
  readonly doing: string;
  readonly transaction: Transaction;
  /** Nodes refused it when it was offered again. One that could not be asked may have it all the same, and so it is kept; but not its nonce, which another may have. */
  readonly isRefused?: true;
  /** The signed bytes; absent: a remote signer keeps them to itself. */
  readonly raw?: string;
  /** Absent: a remote signer was asked to send it, and has not answered. */
  readonly hash?: string;
  /** The newest block when it was signed: it is in none before. */
  readonly since: number;
  /** When it was signed, seconds since 1970. */
  readonly at: number;
  /** The block that it was executed in, which nobody who wanted to know has been told yet, unless `isTold`. */
  readonly block?: number;
  /** Its doer knows; kept of the last that a remote signer sent: see `others`. */
  readonly isTold?: true;
  /**
   * What had its nonce before, and its doer knows: a node that is late has a nonce given out once more, and of two calls that are the same the
   * first would pass for the second.
   */
  readonly others?: readonly string[];
  /** What was signed with its nonce before, in whose place it was put: nodes may have it still, and then that may be executed. The oldest first. */
  readonly earlier?: readonly Earlier[];
}

/** A transaction in whose place another one was put, by the same nonce. */
export interface Earlier {
  readonly doing: string;
  readonly to?: string | undefined;
  readonly data: string;
  /** Absent: a remote signer did not say. */
  readonly hash?: string | undefined;
  /** The signed bytes; absent: a remote signer keeps them to itself. */
  readonly raw?: string | undefined;
}

/** What a transaction does, whatever it costs. */
export type Deed = Pick<Transaction, "to" | "data">;

/** All that may come to be executed by a transaction's nonce, as far as it was signed here: the newest first. */
export function deedsOf({
  transaction,
  hash,
  raw,
  earlier = [],
}: Pending): readonly (Deed & Pick<Earlier, "hash" | "raw">)[] {
  const { to, data } = transaction;
  return [{ to, data, hash, raw }, ...earlier.toReversed()];
}

/** The hashes of all of them that are known. */
export function hashesOf(pending: Pending): readonly string[] {
  return deedsOf(pending).flatMap(({ hash }) => (hash === undefined ? [] : [hash]));
}

export const isSame = (one: Deed, other: Deed): boolean =>
  one.to?.toLowerCase() === other.to?.toLowerCase() && one.data.toLowerCase() === other.data.toLowerCase();
