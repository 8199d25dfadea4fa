import { ZERO_ADDRESS } from "../../did/address.ts";
import { formatDid } from "../../did/did.ts";
import { rightsIn } from "../../storage/accreditations.ts";
import { type HistoryPage, historyBack } from "../logs/history.ts";
import { blockOf, type Registry } from "../open.ts";
import { typeNames } from "./type-names.ts";

/** An undecided application for an accreditation. */
export interface OpenApplication {
  readonly issuer: string;
  readonly typeId: string;
  readonly vct: string | undefined;
  readonly accreditor: string;
  readonly mayIssue: boolean;
  readonly levels: number;
  /** The applicant's own text. */
  readonly note: string;
  /** Seconds since 1970. */
  readonly applied: number;
}

export interface Applications {
  /** Newest first. */
  readonly applications: readonly OpenApplication[];
  /** Older applications are in blocks before this one; absent if there are none. */
  readonly before?: number;
}

export interface ApplicationsOptions {
  /** The approximate number to return: applications of one block stay together. */
  readonly limit: number;
  /** Return only applications made in blocks before this one. */
  readonly before?: bigint;
  readonly typeId?: string;
  /** The identity of the decider: the accreditor applied to, or the type's authority. */
  readonly decider?: string;
}

/** How many records one call requests. */
const AT_ONCE = 200;
/** How many pages of history are read for one answer at most, however few applications they hold. */
const MAX_PAGES = 100;

type Applied = HistoryPage["events"][number];

type At = ReturnType<Registry["at"]>;
type State = Awaited<ReturnType<At["accreditations"]["accreditationOf"]>>;

interface Found {
  readonly block: bigint;
  readonly application: OpenApplication;
}

/**
 * The open applications. Anybody may apply any number of times. So the history is read backwards page by page, and the
 * state of many applications is requested at once. The limit bounds the work, not the number of applications ever made.
 */
export async function openApplications(registry: Registry, options: ApplicationsOptions): Promise<Applications> {
  const { limit, typeId, decider } = options;
  const head = await registry.head();
  const before = options.before ?? head.number + 1n;
  const finder = new Finder(registry, head.hash, options, await timeBefore(registry, options.before));
  const filter = [undefined, typeId, decider === undefined ? undefined : [decider, ZERO_ADDRESS]];
  const range = { filter, last: before - 1n };
  const applications: OpenApplication[] = [];
  let [pages, lastBlock] = [0, before];
  for await (const { from, events } of historyBack(registry, "Accreditations", ["Applied"], range)) {
    for (let i = 0; i < events.length; i += AT_ONCE) {
      for (const { block, application } of await finder.look(events.slice(i, i + AT_ONCE))) {
        // Applications of one block stay together, so that the next page begins at a block boundary.
        if (applications.length >= limit && block !== lastBlock) return { applications, before: Number(lastBlock) };
        applications.push(application);
        lastBlock = block;
      }
    }
    if (++pages === MAX_PAGES && from > BigInt(registry.addresses.block)) return { applications, before: Number(from) };
  }
  return { applications };
}

/** The time of this page's newest block. An application that was renewed after it was on an earlier page. */
async function timeBefore(registry: Registry, before: bigint | undefined): Promise<number> {
  if (before === undefined) return Number.POSITIVE_INFINITY;
  return (await blockOf(registry.rpc, before - 1n)).time;
}

class Finder {
  readonly #seen = new Set<string>();
  readonly #authorities = new Map<string, Promise<string>>();
  readonly #registry: Registry;
  readonly #at: At;
  #names: Promise<ReadonlyMap<string, string>> | undefined;
  readonly #options: ApplicationsOptions;
  readonly #until: number;

  constructor(registry: Registry, hash: string, options: ApplicationsOptions, until: number) {
    this.#registry = registry;
    this.#at = registry.at({ hash });
    this.#options = options;
    this.#until = until;
  }

  /**
   * Newest first: of several applications for the same type only the newest counts. The state says whether it is open.
   */
  async look(applied: readonly Applied[]): Promise<readonly Found[]> {
    const fresh = applied.filter(({ facts: { issuer, typeId } }) => {
      const pair = `${issuer}/${typeId}`;
      return !this.#seen.has(pair) && this.#seen.add(pair);
    });
    const issuers = fresh.map(({ facts }) => String(facts.issuer));
    const typeIds = fresh.map(({ facts }) => String(facts.typeId));
    const states = await this.#at.accreditations.accreditationsOf(issuers, typeIds);
    const found: Found[] = [];
    for (const [i, event] of fresh.entries()) {
      const application = await this.#openIn(event.facts, states[i]);
      if (application !== undefined) found.push({ block: event.block, application });
    }
    return found;
  }

  async #openIn(facts: Applied["facts"], state: State | undefined): Promise<OpenApplication | undefined> {
    if (state === undefined || state.applied === 0n || Number(state.applied) > this.#until) return undefined;
    const [issuer, typeId] = [String(facts.issuer).toLowerCase(), String(facts.typeId)];
    const accreditor = (
      state.appliedTo === ZERO_ADDRESS ? await this.#authorityOf(typeId) : state.appliedTo
    ).toLowerCase();
    const { decider } = this.#options;
    this.#names ??= typeNames(this.#registry);
    if (decider !== undefined && decider !== accreditor) return undefined;
    const { mayIssue, levels } = rightsIn(state.appliedRights);
    return {
      issuer: formatDid(this.#registry.chainId, issuer),
      typeId,
      vct: (await this.#names).get(typeId),
      accreditor: formatDid(this.#registry.chainId, accreditor),
      mayIssue,
      levels,
      note: String(facts.note),
      applied: Number(state.applied),
    };
  }

  #authorityOf(typeId: string): Promise<string> {
    const known = this.#authorities.get(typeId) ?? this.#at.types.authorityOf(typeId);
    this.#authorities.set(typeId, known);
    return known;
  }
}
