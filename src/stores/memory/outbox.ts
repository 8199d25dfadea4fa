import { randomUuid } from "../../crypto/random.ts";
import { checkRecordName, type OutboxStore } from "../outbox.ts";
import { inQueue } from "../queue.ts";

/** Lost when the process ends: nobody can then follow up what it had sent. */
export function createMemoryOutboxStore(): OutboxStore {
  const me = randomUuid();
  const accounts = new Map<string, Map<string, string>>();
  const nameOf = (chain: string, account: string) => `${chain} ${account}`;
  return {
    of(chain, account) {
      const name = nameOf(chain, account);
      return {
        exclusively: (work) => inQueue(`${me} ${name}`, work),
        processName: async () => me,
        runsElsewhere: async () => false,
        list: async () => [...(accounts.get(name) ?? [])].map(([name, text]) => ({ name, text, location: "memory" })),
        async put(record, text) {
          checkRecordName(record);
          accounts.set(name, (accounts.get(name) ?? new Map()).set(record, text));
        },
        async remove(record) {
          checkRecordName(record);
          accounts.get(name)?.delete(record);
        },
      };
    },
    async accounts(chain) {
      const start = nameOf(chain, "");
      const names = [...accounts.keys()].filter((name) => name.startsWith(start));
      return names.map((name) => name.slice(start.length)).sort();
    },
  };
}
