import type { Outbox } from "./outbox.ts";
import type { Pending } from "./transaction.ts";

/** The ids of those that somebody in this process waits for. */
export const awaited = new Set<string>();

/** What nobody waits for any more: the process has ended, or has given up waiting. In the order of the nonces. */
export async function leftBehind(outbox: Outbox): Promise<readonly Pending[]> {
  const left: Pending[] = [];
  for (const pending of await outbox.list()) {
    const { id, isGivenUp, isTold, owner } = pending;
    if (isTold || awaited.has(id)) continue;
    if (isGivenUp || !(await outbox.runsElsewhere(owner))) left.push(pending);
  }
  return left.sort((one, other) => one.transaction.nonce - other.transaction.nonce);
}

/** Seconds. Who did something over a day ago, and does it again today, means to do it again. */
const REMEMBERED = 86_400;

/** Whether it was executed so long ago that whoever does the same again need not be told. */
export function isOld({ block, at }: Pending): boolean {
  return block !== undefined && Date.now() / 1000 - at > REMEMBERED;
}
