import { DidimError } from "../../../errors/error.ts";
import type { Rpc } from "../../rpc/rpc.ts";
import type { Unsigned } from "../draft.ts";
import type { Pending } from "../transaction.ts";
import { type Executed, transactionStatus } from "../transaction-status.ts";
import { abandonedIn } from "./abandoned.ts";
import type { Outbox } from "./outbox.ts";

/** A transaction in an outbox. Fees are in the chain's smallest unit. */
export interface OutboxTransaction {
  readonly account: string;
  readonly nonce: number;
  /** Not verified. `to` and `data` say what the transaction does. */
  readonly doing: string;
  /** The address called. For a remote signer's transaction only the outbox says so. */
  readonly to?: string;
  readonly data: string;
  /** When it was signed, in seconds since 1970. */
  readonly at: number;
  /** The most it offers for a unit of gas. */
  readonly maxFeePerGas: bigint;
  /** Absent if a remote signer did not name it. */
  readonly hash?: string;
  /** How often it was replaced. */
  readonly replaced: number;
  /**
   * `awaited`: a running process waits for it. `waiting`: in no block yet, and nobody waits for it. `in-block`:
   * executed; the next request for the same action is told so. `taken`: another transaction has its nonce, so it will
   * never be executed. `unknown`: no node was asked.
   */
  readonly state: "awaited" | "waiting" | "in-block" | "taken" | "unknown";
  readonly block?: number;
}

/** An account's transactions in the outbox, lowest nonce first. Without nodes to ask, their state is `unknown`. */
export async function transactionsIn(
  outbox: Outbox,
  account: string,
  rpc: Rpc | undefined,
): Promise<readonly OutboxTransaction[]> {
  const kept = (await outbox.list()).filter(({ isTold }) => !isTold);
  const left = new Set((await abandonedIn(outbox)).map(({ id }) => id));
  const shown = kept.map(async (pending): Promise<OutboxTransaction> => {
    const { doing, at, hash, transaction, earlier = [] } = pending;
    const { nonce, maxFeePerGas, to, data } = transaction;
    const known = {
      account,
      nonce,
      doing,
      ...(to !== undefined && { to }),
      data,
      at,
      maxFeePerGas,
      ...(hash !== undefined && { hash }),
      replaced: earlier.length,
    };
    return { ...known, ...(await stateOf(pending, left.has(pending.id), account, rpc)) };
  });
  return (await Promise.all(shown)).sort((one, other) => one.nonce - other.nonce);
}

async function stateOf(
  pending: Pending,
  isLeft: boolean,
  account: string,
  rpc: Rpc | undefined,
): Promise<Pick<OutboxTransaction, "state" | "block">> {
  const { block } = pending;
  if (block !== undefined) return { state: "in-block", block };
  if (!isLeft) return { state: "awaited" };
  if (rpc === undefined) return { state: "unknown" };
  const status = await transactionStatus(pending, account, rpc);
  if (status.is === "mined") return { state: "in-block", block: status.receipt.block };
  return { state: status.is === "lost" ? "taken" : "waiting" };
}

/**
 * The abandoned transaction with this nonce that is in no known block. Throws `registry.not-pending`,
 * `registry.awaited`, `registry.in-block`.
 */
export async function stuck(nonce: number, account: string, outbox: Outbox): Promise<Pending> {
  const kept = (await outbox.list()).filter(({ isTold, transaction }) => !isTold && transaction.nonce === nonce);
  const left = await abandonedIn(outbox);
  const found = left.findLast(({ transaction }) => transaction.nonce === nonce) ?? kept[0];
  if (found === undefined) throw notPending(nonce, account);
  if (found.block !== undefined) throw inBlock(found, { hash: found.hash, block: found.block });
  if (left.includes(found)) return found;
  const message = `A running process waits for ${found.doing} (nonce ${nonce}): end that process first, or let it wait.`;
  throw new DidimError("registry.awaited", message, { doing: found.doing, nonce, account });
}

export function notPending(nonce: number, account: string): DidimError {
  const message = `The outbox has no transaction of ${account} with the nonce ${nonce} that could still be executed.`;
  return new DidimError("registry.not-pending", message, { nonce, account });
}

export function inBlock(
  { doing, transaction: { nonce } }: Pending,
  found: Pick<Executed, "block"> & { hash?: string | undefined },
): DidimError {
  const { hash, block } = found;
  const message = `${doing} (nonce ${nonce}) was executed after all, and is in block ${block}: there is nothing to replace or to cancel.`;
  return new DidimError("registry.in-block", message, { doing, nonce, transaction: hash, block });
}

/** Only the outbox says what a remote signer was to sign. A local key must not sign that unverified. */
export function neverSigned({ doing, transaction: { nonce } }: Pending, account: string): DidimError {
  const message = `${doing} (nonce ${nonce}) was not signed by this key, as far as the outbox shows: do it again, or cancel it.`;
  return new DidimError("registry.not-signed", message, { doing, nonce, account });
}

/** A transaction that only uses up a nonce. */
export const nothing = (account: string): Unsigned => ({ to: account, data: "0x", gas: 21_000n });
