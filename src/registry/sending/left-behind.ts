import { isGone, isThisProcess } from "../../files/owner.ts";
import type { Outbox } from "./outbox.ts";
import type { Pending } from "./transaction.ts";

/** The ids of those that somebody in this process waits for. */
export const awaited = new Set<string>();

/** What nobody waits for any more: the process has ended, or has given up waiting. In the order of the nonces. */
export async function leftBehind(outbox: Outbox): Promise<readonly Pending[]> {
  const left: Pending[] = [];
  for (const pending of await outbox.list()) {
    if (awaited.has(pending.id)) continue;
    if (isThisProcess(pending.owner) || (await isGone(pending.owner))) left.push(pending);
  }
  return left.sort((one, other) => one.transaction.nonce - other.transaction.nonce);
}

/** Nonces that are not to be given out, though no node may know of them yet. What a remote signer may never have sent keeps its nonce only if a node has it. */
export async function takenNonces(outbox: Outbox): Promise<ReadonlySet<number>> {
  const left = await leftBehind(outbox);
  const unsure = new Set(left.flatMap(({ id, raw }) => (raw === undefined ? [id] : [])));
  const sure = (await outbox.list()).filter(({ id }) => !unsure.has(id));
  return new Set(sure.map(({ transaction }) => transaction.nonce));
}

/** Seconds. Who did something over a day ago, and does it again today, means to do it again. */
const REMEMBERED = 86_400;

/** Whether it was executed so long ago that whoever does the same again need not be told. */
export function isOld({ block, at }: Pending): boolean {
  return block !== undefined && Date.now() / 1000 - at > REMEMBERED;
}
