import { type IndexStore, sharedJournal } from "../index-store.ts";

interface Kept {
  chunk: number;
  taken: number[];
  /** Whoever opened it last, and may write. */
  holder: symbol;
}

/**
 * Records in memory, for tests: durable as long as the store itself. Who opened a list last may write to its journal.
 */
export function memoryIndexStore(): IndexStore {
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
