import { number } from "../rpc/answers.ts";
import type { Rpc } from "../rpc/rpc.ts";
import { abandonedIn } from "./outbox/abandoned.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { Pending } from "./transaction.ts";

const ASK_MS = 5_000;
/** How many gaps are filled at once. */
const MAX_GAPS = 16;
/** By how many nonces a node may lag. */
const MAX_TOLD = 16;

/** The first nonce that is free on the nodes and in the shared outbox. Throws `facts.*`. */
export async function freeNonce(rpc: Rpc, account: string, outbox: Outbox): Promise<number> {
  const taken = await takenNonces(outbox);
  let nonce = await nextNonceOf(rpc, account);
  while (taken.has(nonce)) nonce++;
  return nonce;
}

/**
 * Unused nonces below those in the outbox. They arise when another sender used the account and the node that knew its
 * transactions lost its pool. Throws `facts.*`.
 */
export async function gaps(rpc: Rpc, account: string, outbox: Outbox): Promise<readonly number[]> {
  const taken = await takenNonces(outbox);
  const [next, last] = [await nextNonceOf(rpc, account), Math.max(-1, ...taken)];
  const below = Array.from({ length: Math.min(MAX_GAPS, Math.max(0, last - next)) }, (_, i) => next + i);
  return below.filter((nonce) => !taken.has(nonce));
}

/** Closes a transaction that was executed with this hash and whose sender knows the result. */
export async function close(pending: Pending, hash: string, outbox: Outbox): Promise<void> {
  if (pending.raw !== undefined) return outbox.remove(pending);
  await outbox.put({ ...pending, hash, isTold: true });
  const told = await toldOf(outbox);
  const last = Math.max(...told.map(({ transaction }) => transaction.nonce));
  const old = told.filter(({ transaction }) => transaction.nonce <= last - MAX_TOLD);
  await Promise.all(old.map((one) => outbox.remove(one)));
}

/** Hashes of the closed transactions that a remote signer sent with this nonce. */
export async function reportedHashes(nonce: number, outbox: Outbox): Promise<readonly string[]> {
  const same = (await toldOf(outbox)).filter(({ transaction }) => transaction.nonce === nonce);
  return same.flatMap(({ hash }) => (hash === undefined ? [] : [hash]));
}

const toldOf = async (outbox: Outbox): Promise<readonly Pending[]> =>
  (await outbox.list()).filter(({ isTold }) => isTold);

/**
 * Nonces that must not be given out, even if no node knows them yet. A transaction that nodes refused, or that a remote
 * signer may never have sent, reserves its nonce only if a node knows it.
 */
async function takenNonces(outbox: Outbox): Promise<ReadonlySet<number>> {
  const left = await abandonedIn(outbox);
  const unsure = new Set(left.flatMap(({ id, raw, isRefused }) => (raw === undefined || isRefused ? [id] : [])));
  const sure = (await outbox.list()).filter(({ id, isTold }) => !isTold && !unsure.has(id));
  return new Set(sure.map(({ transaction }) => transaction.nonce));
}

/**
 * The next nonce, pending transactions included. Nodes differ in what is pending. With a quorum it is the highest nonce
 * that `agree` nodes have reached, so that no single node can make it too high.
 */
async function nextNonceOf(rpc: Rpc, account: string): Promise<number> {
  const [method, params] = ["eth_getTransactionCount", [account, "pending"]];
  if (rpc.agree === 1) return number(await rpc.request(method, params), method);
  const answers = rpc.nodes.map(async (node) => {
    try {
      return [number(await node.request(method, params, AbortSignal.timeout(ASK_MS)), method)];
    } catch {
      return [];
    }
  });
  const highest = (await Promise.all(answers)).flat().sort((one, other) => other - one);
  return highest[rpc.agree - 1] ?? number(await rpc.request(method, [account, "latest"]), method);
}
