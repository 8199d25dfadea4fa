import type { Pending } from "./transaction.ts";

/** What one account has sent on one chain, as long as it is not known what became of it. */
export interface Outbox {
  /** One at a time, in this process and in all that share the outbox: for who takes a nonce. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** The name of this process in the outbox. */
  self(): Promise<string>;
  /** Whether it is another process that has this name, and is running. */
  runsElsewhere(owner: string): Promise<boolean>;
  list(): Promise<readonly Pending[]>;
  /** Durable when it returns; in the place of one with the same id. */
  put(pending: Pending): Promise<void>;
  remove(pending: Pending): Promise<void>;
}

/** An outbox for a chain (a name of it) and an account. */
export type Outboxes = (chain: string, account: string) => Outbox;

const turns = new Map<string, Promise<unknown>>();

/** After all that was asked for under that name before. */
export function inLine<T>(name: string, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(name) ?? Promise.resolve()).then(work);
  const done = turn.then(
    () => undefined,
    () => undefined,
  );
  turns.set(name, done);
  return turn.finally(() => {
    if (turns.get(name) === done) turns.delete(name);
  });
}

const kept = new Map<string, Map<string, Pending>>();

/** Shared by all of this process, and forgotten with it. */
export const memoryOutboxes: Outboxes = (chain, account) => {
  const name = `${chain} ${account}`;
  const mine = (): Map<string, Pending> => kept.get(name) ?? new Map<string, Pending>();
  return {
    alone: (work) => inLine(name, work),
    self: async () => "this process",
    runsElsewhere: async () => false,
    list: async () => [...mine().values()],
    put: async (pending) => void kept.set(name, mine().set(pending.id, pending)),
    remove: async ({ id }) => {
      mine().delete(id);
      if (mine().size === 0) kept.delete(name);
    },
  };
};
