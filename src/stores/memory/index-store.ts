import { type IndexStore, sharedJournal } from "../index-store.ts";

interface Kept {
  chunk: number;
  taken: number[];
  /** The last to open the list; only this holder may write. */
  holder: symbol;
}

/**
 * Records in memory, for tests; they live as long as the store. Only the last to open a list may write to its journal.
 */
export function createMemoryIndexStore(): IndexStore {
  const records = new Map<number, Kept>();
  return {
    async open(list) {
      const me = Symbol();
      const record = records.get(list) ?? { chunk: 0, taken: [], holder: me };
      record.holder = me;
      records.set(list, record);
      const write = (by: () => void) => {
        if (record.holder !== me) throw sharedJournal(list);
        by();
      };
      return {
        chunk: record.chunk,
        taken: [...record.taken],
        append: async (indices) => write(() => record.taken.push(...indices)),
        begin: async (chunk) => write(() => Object.assign(record, { chunk, taken: [] })),
        close: async () => undefined,
      };
    },
  };
}
