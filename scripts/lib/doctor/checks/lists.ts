import { formatDid } from "../../../../src/public/did.ts";
import { isDidimError } from "../../../../src/public/index.ts";
import { CHUNK, type IndexRecord, neverGivenOut } from "../../../../src/public/issuer.ts";
import { type Registry, STATUSES_PER_WORD, statusIn } from "../../../../src/public/registry.ts";
import { indexRecordOf, recordedLists } from "../../credentials/statuses/index-stores.ts";
import type { Home } from "../../terminal/home.ts";
import { wholeNumber } from "../../terminal/input/values.ts";
import { type DoctorFinding, found, reasonOf } from "../finding.ts";
import type { Check } from "../patient.ts";

/** The share of a list that is left when it is time to think of the next. */
const LITTLE = 0.1;

/** The status lists that --list names, and those of which this machine has a record. */
export const LISTS: Check = {
  name: "lists",
  needs: "did",
  async examine({ context: { home }, options, registry, identity }) {
    const issuer = await identity();
    if (issuer === undefined) return [];
    const connected = await registry();
    const named = (options.list ?? []).map((text) => wholeNumber("a list's number", text, 0, 2 ** 32 - 1));
    const lists = [...new Set([...named, ...recordedLists(home, connected, issuer)])];
    if (lists.length === 0) {
      const did = formatDid(connected.chainId, issuer);
      return [options.type === undefined ? found("list.none", { did }) : found("list.nothing-to-issue-from", { did })];
    }
    return (await Promise.all(lists.map((list) => examined(home, connected, issuer, list)))).flat();
  },
};

async function examined(
  home: Home,
  registry: Registry,
  issuer: string,
  list: number,
): Promise<readonly DoctorFinding[]> {
  const { opened, capacity } = await registry.statuses.listOf(issuer, list);
  if (opened === 0n) return [found("list.unopened", { list })];
  let record: IndexRecord | undefined;
  try {
    record = await indexRecordOf(home, registry, issuer, list);
  } catch (error) {
    if (!isDidimError(error)) throw error;
    return [found("list.record-damaged", { list, why: reasonOf(error) })];
  }
  if (record === undefined) return [found("list.unrecorded", { list })];
  const unknown = await statusBeyond(registry, issuer, list, Number(capacity), record);
  if (unknown !== undefined) return [found("list.record-old", { list, index: unknown })];
  return [room(list, Number(capacity), record)];
}

function room(list: number, capacity: number, { chunk, taken }: IndexRecord): DoctorFinding {
  const left = Math.max(0, capacity - chunk * CHUNK - taken.length);
  if (left === 0) return found("list.full", { list });
  return found(left < capacity * LITTLE ? "list.nearly-full" : "list.open", { list, room: left });
}

/** The first index with a status on the chain that the record never gave out, in the record's chunk and the next. */
async function statusBeyond(
  registry: Registry,
  issuer: string,
  list: number,
  capacity: number,
  record: IndexRecord,
): Promise<number | undefined> {
  const from = record.chunk * CHUNK;
  const end = Math.min(capacity, from + 2 * CHUNK);
  if (from >= end) return undefined;
  const count = Math.ceil((end - from) / STATUSES_PER_WORD);
  const words = [...(await registry.statuses.wordsOf(issuer, list, from / STATUSES_PER_WORD, count))];
  const withStatus = words.flatMap((word, i) =>
    word === 0n
      ? []
      : Array.from({ length: STATUSES_PER_WORD }, (_, k) => k)
          .filter((k) => statusIn(word, k) !== 0)
          .map((k) => from + i * STATUSES_PER_WORD + k),
  );
  return neverGivenOut(record, withStatus)[0];
}
