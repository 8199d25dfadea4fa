import {
  type IssuanceEntry,
  type IssuanceQuery,
  type IssuanceRegister,
  registeredOtherwise,
} from "../issuance-register.ts";

/** A register in memory, for tests. */
export function createMemoryIssuanceRegister(): IssuanceRegister {
  let kept: readonly IssuanceEntry[] = [];
  return {
    async put(entries) {
      const all = [...kept];
      for (const entry of entries) {
        const at = all.findIndex((other) => meets(other, entry));
        const found = all[at];
        if (found !== undefined && !isSame(found, entry)) throw registeredOtherwise(entry);
        all[at === -1 ? all.length : at] = entry;
      }
      kept = all;
    },
    find: async (query = {}) => kept.filter((entry) => fits(entry, query)),
    close: async () => undefined,
  };
}

const placeOf = ({ status }: IssuanceEntry): string | undefined => status && `${status.list}/${status.index}`;
const nameOf = ({ batch, row }: IssuanceEntry): string | undefined =>
  batch === undefined ? undefined : JSON.stringify([batch, row]);

function meets(one: IssuanceEntry, other: IssuanceEntry): boolean {
  const isAt = (of: (entry: IssuanceEntry) => string | undefined) => of(one) !== undefined && of(one) === of(other);
  return isAt(placeOf) || isAt(nameOf);
}

const isSame = (one: IssuanceEntry, other: IssuanceEntry): boolean =>
  one.type === other.type && placeOf(one) === placeOf(other) && nameOf(one) === nameOf(other);

function fits(entry: IssuanceEntry, { type, list, batch, rows, from, before }: IssuanceQuery): boolean {
  return (
    (type === undefined || entry.type === type) &&
    (list === undefined || entry.status?.list === list) &&
    (batch === undefined || entry.batch === batch) &&
    (rows === undefined || (entry.row !== undefined && rows.includes(entry.row))) &&
    (from === undefined || entry.issuedAt >= from) &&
    (before === undefined || entry.issuedAt < before)
  );
}
