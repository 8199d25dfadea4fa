import { formatDid } from "../../did/did.ts";
import { identityIn } from "../identities.ts";
import { pinned } from "../listing/listed.ts";
import { collect } from "../listing/paged.ts";
import { queryOf } from "../logs/history.ts";
import { type LogQuery, walkBack } from "../logs/walk-back.ts";
import type { Registry } from "../open.ts";
import { changesOf } from "./changes.ts";
import type { History, HistoryEntry, HistoryOptions } from "./entries.ts";
import { type EventsOfTransaction, type PlacedEvent, transactionsIn } from "./events.ts";
import { ReadContracts } from "./registries.ts";
import { countsOf, placeOf, statusQueries } from "./statuses.ts";
import { type Asked, aboutIdentity, aboutList, aboutType } from "./subjects.ts";
import { actorsOf, timesOf } from "./transactions.ts";

/** What a history is about: how its events are found, and which of the changed statuses are its own. */
interface Subject {
  readonly asked: readonly Asked[];
  readonly statuses?: { readonly issuer: string; readonly list?: number };
}

/**
 * What changed a DID: its keys, services, controller and recovery; its accreditations, offices and registrations; its
 * status lists. Newest first, each transaction once, with who sent it. It continues through contracts that the
 * Directory replaced.
 *
 * @param party The DID, or the address in it. Throws `did.*`, and `facts.*` if it cannot find out.
 */
export async function historyOfIdentity(registry: Registry, party: string, options: HistoryOptions): Promise<History> {
  const identity = identityIn(registry, party);
  return historyAbout(registry, { asked: aboutIdentity(identity), statuses: { issuer: identity } }, options);
}

/** What changed a type: its record, its authority, who may issue it, and who may ask for it. @param typeId keccak256 of the `vct`. */
export function historyOfType(registry: Registry, typeId: string, options: HistoryOptions): Promise<History> {
  return historyAbout(registry, { asked: aboutType(typeId) }, options);
}

/** What changed a status list: its header, and its statuses, counted. @param party The issuer's DID, or its address. */
export async function historyOfList(
  registry: Registry,
  party: string,
  list: number,
  options: HistoryOptions,
): Promise<History> {
  const issuer = identityIn(registry, party);
  return historyAbout(registry, { asked: aboutList(issuer, list), statuses: { issuer, list } }, options);
}

async function historyAbout(registry: Registry, subject: Subject, options: HistoryOptions): Promise<History> {
  const { limit, before } = options;
  const { registry: then, asOf } = await pinned(registry);
  const contracts = await ReadContracts.of(then);
  const queries = await queriesOf(then, contracts, subject);
  const pages = walkBack(then, queries, (before ?? asOf.block + 1n) - 1n);
  const isOwn = ownedBy(subject);
  const collected = await collect<{ from: bigint; logs: Parameters<typeof transactionsIn>[0] }, EventsOfTransaction>(
    pages,
    async function* ({ logs }) {
      yield transactionsIn(logs, contracts)
        .map((one) => ({ ...one, events: one.events.filter(isOwn) }))
        .filter(({ events }) => events.length > 0)
        .map((entry) => ({ block: BigInt(entry.block), entry }));
    },
    { limit, first: BigInt(registry.addresses.block) },
  );
  const { entries, ...more } = collected;
  const told = await tell(then, contracts, entries);
  return { entries: told, ...more, replaced: contracts.replaced(), asOf, source: "events" };
}

async function queriesOf(registry: Registry, contracts: ReadContracts, subject: Subject): Promise<LogQuery[]> {
  const asked = subject.asked.map(({ contract, names, filter }) => ({
    ...queryOf(registry, contract, names, filter),
    addresses: contracts.addressesOf(contract),
  }));
  if (subject.statuses === undefined) return asked;
  const { issuer, list } = subject.statuses;
  return [...asked, ...(await statusQueries(registry, contracts, issuer, list))];
}

/** Whether an event is about the subject: a node may be asked for the changed statuses of all issuers. */
function ownedBy({ statuses }: Subject): (event: PlacedEvent) => boolean {
  return ({ name, facts }) => {
    if (name !== "StatusesChanged") return true;
    const { issuer, list } = placeOf(facts);
    return issuer === statuses?.issuer && (statuses.list === undefined || statuses.list === list);
  };
}

async function tell(
  registry: Registry,
  contracts: ReadContracts,
  transactions: readonly EventsOfTransaction[],
): Promise<HistoryEntry[]> {
  const changed = transactions.flatMap(({ events }) => events.filter(({ name }) => name === "StatusesChanged"));
  const [actors, times, counts] = await Promise.all([
    actorsOf(registry, contracts, transactions),
    timesOf(
      registry,
      transactions.map(({ block }) => block),
    ),
    countsOf(registry, contracts, changed),
  ]);
  return transactions.map(({ block, transaction, events }, i): HistoryEntry => {
    const time = times.get(block) ?? 0;
    const { did, ...by } = actors[i] ?? { account: "" };
    const changes = changesOf(events, time, { chainId: registry.chainId, contracts, counts });
    return {
      ...{ block, time, transaction },
      by: { ...by, ...(did !== undefined && { did: formatDid(registry.chainId, did) }) },
      changes,
    };
  });
}
