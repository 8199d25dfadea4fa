import type { Rpc } from "../rpc.ts";
import { leftBehind } from "./left-behind.ts";
import { nextNonceOf } from "./now.ts";
import type { Outbox } from "./outbox.ts";
import type { Pending } from "./transaction.ts";

/** Gaps that are filled at once. */
const MOST_GAPS = 16;

/** The first nonce that is free, for the nodes and for all that share the outbox. Throws `facts.*`. */
export async function freeNonce(rpc: Rpc, account: string, outbox: Outbox): Promise<number> {
  const [taken, told] = [await takenNonces(outbox), (await outbox.list()).filter(({ isTold }) => isTold)];
  let nonce = Math.max(await nextNonceOf(rpc, account), 1 + lastNonce(told));
  while (taken.has(nonce)) nonce++;
  return nonce;
}

/**
 * Nonces below those of the outbox that are nobody's: somebody else who sends by the account had them, and the node that knew has lost its pool.
 * Throws `facts.*`.
 */
export async function gaps(rpc: Rpc, account: string, outbox: Outbox): Promise<readonly number[]> {
  const taken = await takenNonces(outbox);
  const [next, last] = [await nextNonceOf(rpc, account), Math.max(-1, ...taken)];
  const below = Array.from({ length: Math.min(MOST_GAPS, Math.max(0, last - next)) }, (_, i) => next + i);
  return below.filter((nonce) => !taken.has(nonce));
}

/** In the place of what was executed, and whose doer has been told, or is told now. */
export async function close(pending: Pending, outbox: Outbox): Promise<void> {
  if (pending.raw !== undefined) return outbox.remove(pending);
  await outbox.put({ ...pending, isTold: true });
  const told = (await outbox.list()).filter(({ isTold }) => isTold);
  const last = lastNonce(told);
  await Promise.all(told.filter(({ transaction }) => transaction.nonce < last).map((one) => outbox.remove(one)));
}

/** Not to be given out, though no node may know of them yet. What nodes, or a remote signer, may never take keeps its nonce only if a node has it. */
async function takenNonces(outbox: Outbox): Promise<ReadonlySet<number>> {
  const left = await leftBehind(outbox);
  const unsure = new Set(left.flatMap(({ id, raw, isRefused }) => (raw === undefined || isRefused ? [id] : [])));
  const sure = (await outbox.list()).filter(({ id }) => !unsure.has(id));
  return new Set(sure.map(({ transaction }) => transaction.nonce));
}

const lastNonce = (all: readonly Pending[]): number => Math.max(-1, ...all.map(({ transaction }) => transaction.nonce));
