import { formatDid } from "../../did/did.ts";
import type { TrustRecords } from "../../facts/facts.ts";
import type { Names } from "../../records/names.ts";
import { mayIssueNow, type Standing, standingOf } from "../../records/standing.ts";
import { identityIn } from "../identities.ts";
import { eventIn, type HistoryPage, logsBack } from "../logs/history.ts";
import type { PlacedLog } from "../logs/log.ts";
import type { Registry } from "../open.ts";
import { lensOf } from "../questions/lens.ts";
import { typeNames } from "../questions/type-names.ts";
import { contradicted, groupsOf, type ListedAt, type Page, type PageOptions, type Pinned, pinned } from "./listed.ts";
import { collect, type Placed } from "./paged.ts";

/** An agency's accreditation for a type. Times in seconds since 1970. */
export interface ListedIssuer {
  /** The agency's DID. */
  readonly issuer: string;
  readonly typeId: string;
  /** The type's name; absent if no event gives it. */
  readonly vct?: string;
  /** The agency's names for this type, as accredited. Untrusted text: escape before display. */
  readonly names?: Names;
  readonly mayIssue: boolean;
  /** How many levels it may accredit below itself. */
  readonly levels: number;
  /** An exception: its credentials need no status. */
  readonly noStatus: boolean;
  /** The DID that accredited it; on a root link, the type's authority at that time. */
  readonly accreditor: string;
  readonly root: boolean;
  /** The newest epoch [since, until). */
  readonly since: number;
  readonly until: number;
  /** How its own accreditation stands at the block. */
  readonly standing: Standing;
  /** Whether it may issue the type at the block: the whole chain of trust up to the type's authority holds. */
  readonly accredited: boolean;
}

export interface IssuersOptions extends PageOptions {
  /** keccak256 of the `vct`: only agencies of this type. */
  readonly typeId?: string;
  /** An agency, by its DID or its address: only its accreditations. */
  readonly issuer?: string;
}

export interface Issuers extends Page {
  /** Those accredited or reinstated last come first. */
  readonly issuers: readonly ListedIssuer[];
}

type Event = HistoryPage["events"][number];

/** How many accreditations TrustLens is asked for in one call. */
const IN_ONE_LOOK = 50;
const NO_KEY = `0x${"0".repeat(64)}`;

/**
 * Who is, or was, accredited for what: each agency and type once, at the event of its newest epoch. Everything about it
 * is read from the state of the registries' block. Throws `facts.*`, also if the node's events contradict its state.
 */
export async function issuersOf(registry: Registry, options: IssuersOptions): Promise<Issuers> {
  const { limit, before, typeId } = options;
  const issuer = options.issuer && identityIn(registry, options.issuer);
  const now = await pinned(registry);
  const finder = new Finder(now, before !== undefined);
  const last = (before ?? now.asOf.block + 1n) - 1n;
  const pages = logsBack(now.registry, "Accreditations", ["Accredited"], { filter: [issuer, typeId], last });
  const first = BigInt(registry.addresses.block);
  const { entries, ...more } = await collect(pages, (page) => finder.entriesIn(page.logs), { limit, first });
  return { issuers: entries, ...more, asOf: now.asOf, source: "events" };
}

class Finder {
  readonly #registry: Registry;
  readonly #asOf: ListedAt;
  /** Whether newer events are on earlier pages. */
  readonly #isLater: boolean;
  readonly #seen = new Set<string>();
  #names: Promise<ReadonlyMap<string, string>> | undefined;

  constructor({ registry, asOf }: Pinned, isLater: boolean) {
    this.#registry = registry;
    this.#asOf = asOf;
    this.#isLater = isLater;
  }

  /** Decodes only as many logs as are wanted: a page may have ten thousand. */
  async *entriesIn(logs: readonly PlacedLog[]): AsyncGenerator<readonly Placed<ListedIssuer>[]> {
    for (const group of groupsOf([...logs].reverse(), IN_ONE_LOOK)) {
      const newest = await this.#newestIn(group.flatMap(eventIn));
      const records = await this.#look(newest);
      this.#names ??= typeNames(this.#registry);
      const names = await this.#names;
      yield newest.map((event, i) => ({ block: event.block, entry: this.#entryOf(event, records[i], names) }));
    }
  }

  /** The events that began the newest epoch of an accreditation: so each accreditation comes once, on whatever page. */
  async #newestIn(events: readonly Event[]): Promise<readonly Event[]> {
    const issuers = events.map(({ facts }) => String(facts.issuer));
    const typeIds = events.map(({ facts }) => String(facts.typeId));
    const states = await this.#registry.accreditations.accreditationsOf(issuers, typeIds);
    return events.filter((event, i) => this.#isNewest(event, Number(states[i]?.epochs ?? 0n)));
  }

  #isNewest({ facts }: Event, epochs: number): boolean {
    const [pair, index] = [`${facts.issuer}/${facts.typeId}`, Number(facts.index)];
    const isNew = !this.#seen.has(pair) && this.#seen.add(pair) !== undefined;
    // Of an accreditation's events the newest comes first. On the first page none can be missing.
    const fits = index === epochs - 1 ? isNew : index < epochs && (!isNew || this.#isLater);
    if (!fits) throw contradicted("an accreditation", { issuer: facts.issuer, typeId: facts.typeId, index });
    return index === epochs - 1;
  }

  async #look(events: readonly Event[]): Promise<readonly TrustRecords[]> {
    if (events.length === 0) return [];
    const { time: issuedAt, hash } = this.#asOf;
    const queries = events.map(({ facts }) => ({
      issuer: String(facts.issuer).toLowerCase(),
      keyThumbprint: NO_KEY,
      typeId: String(facts.typeId),
      issuedAt,
    }));
    return (await lensOf(this.#registry)(queries, hash)).records;
  }

  #entryOf({ facts }: Event, records: TrustRecords | undefined, names: ReadonlyMap<string, string>): ListedIssuer {
    const [issuer, typeId] = [String(facts.issuer).toLowerCase(), String(facts.typeId)];
    const [own] = records?.links ?? [];
    if (records === undefined || own?.holder !== issuer) throw contradicted("an accreditation", { issuer, typeId });
    const { newest, noStatus } = own;
    const [vct, did] = [names.get(typeId), (identity: string) => formatDid(this.#registry.chainId, identity)];
    return {
      issuer: did(issuer),
      typeId,
      ...(vct !== undefined && { vct }),
      ...(own.names !== undefined && { names: own.names }),
      ...{ mayIssue: newest.mayIssue, levels: newest.levels, noStatus },
      ...{ accreditor: did(newest.accreditor), root: newest.root, since: newest.from, until: newest.until },
      standing: standingOf(own, this.#asOf.time),
      accredited: mayIssueNow({ ...records, links: records.links ?? [] }, this.#asOf.time),
    };
  }
}
