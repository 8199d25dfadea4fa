import { createMemoryOutboxStore } from "../../../stores/memory/outbox.ts";
import type { OutboxLock, OutboxStore } from "../../../stores/outbox.ts";
import type { Pending } from "../transaction.ts";
import { readPending, recordNameOf, writePending } from "./outbox-record.ts";

/** The transactions that one account sent on one chain and whose result is not known yet. */
export interface Outbox extends OutboxLock {
  /** Throws `registry.outbox` for a damaged record. */
  list(): Promise<readonly Pending[]>;
  /** Durable when it resolves. Replaces a record with the same id. */
  put(pending: Pending): Promise<void>;
  remove(pending: Pending): Promise<void>;
}

/** The outbox for a chain (by name) and an account. */
export type Outboxes = (chain: string, account: string) => Outbox;

/** Checks each record against the signed bytes when it is read. */
export function outboxesIn(store: OutboxStore): Outboxes {
  return (chain, account) => {
    const records = store.of(chain, account);
    return {
      exclusively: (work) => records.exclusively(work),
      processName: () => records.processName(),
      runsElsewhere: (owner) => records.runsElsewhere(owner),
      list: async () => (await records.list()).map((record) => readPending(record, account)),
      put: (pending) => records.put(recordNameOf(pending), writePending(pending)),
      remove: (pending) => records.remove(recordNameOf(pending)),
    };
  };
}

/** Shared within this process, and lost when it ends. */
export const memoryOutboxes: Outboxes = outboxesIn(createMemoryOutboxStore());
