import { memoryOutboxStore } from "../../stores/memory/outbox.ts";
import type { OutboxStore, Turns } from "../../stores/outbox.ts";
import { readPending, recordNameOf, writePending } from "./outbox-record.ts";
import type { Pending } from "./transaction.ts";

/** What one account has sent on one chain, as long as it is not known what became of it. */
export interface Outbox extends Turns {
  /** Throws `registry.outbox` for a record that is damaged. */
  list(): Promise<readonly Pending[]>;
  /** Durable when it returns; in the place of one with the same id. */
  put(pending: Pending): Promise<void>;
  remove(pending: Pending): Promise<void>;
}

/** An outbox for a chain (a name of it) and an account. */
export type Outboxes = (chain: string, account: string) => Outbox;

/** What is read out of the store is held against what was signed. */
export function outboxesIn(store: OutboxStore): Outboxes {
  return (chain, account) => {
    const records = store.of(chain, account);
    return {
      alone: (work) => records.alone(work),
      self: () => records.self(),
      runsElsewhere: (owner) => records.runsElsewhere(owner),
      list: async () => (await records.list()).map((record) => readPending(record, account)),
      put: (pending) => records.put(recordNameOf(pending), writePending(pending)),
      remove: (pending) => records.remove(recordNameOf(pending)),
    };
  };
}

/** Shared by all of this process, and forgotten with it. */
export const memoryOutboxes: Outboxes = outboxesIn(memoryOutboxStore());
