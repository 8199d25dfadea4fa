import type { Pending } from "../transaction.ts";
import type { Outbox } from "./outbox.ts";

/** Ids of the transactions that a caller in this process waits for. */
export const awaited = new Set<string>();

/** Abandoned transactions: the process that sent them has ended or has given up waiting. Ordered by nonce. */
export async function abandonedIn(outbox: Outbox): Promise<readonly Pending[]> {
  const left: Pending[] = [];
  for (const pending of await outbox.list()) {
    const { id, isGivenUp, isTold, owner } = pending;
    if (isTold || awaited.has(id)) continue;
    if (isGivenUp || !(await outbox.runsElsewhere(owner))) left.push(pending);
  }
  return left.sort((one, other) => one.transaction.nonce - other.transaction.nonce);
}

/** Seconds. If the same action is requested more than a day later, it is meant to happen again. */
const REMEMBERED = 86_400;

/** Whether the transaction was executed so long ago that a repeat of the action is a new action. */
export function isOld({ block, at }: Pending): boolean {
  return block !== undefined && Date.now() / 1000 - at > REMEMBERED;
}
