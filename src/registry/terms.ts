import type { RpcClient } from "../chain/rpc/rpc.ts";
import { bytesOfText, toHex } from "../crypto/bytes.ts";
import { DidimError } from "../errors/error.ts";
import { checkTerms, type Entries, type Entry, NO_END } from "../records/term.ts";
import type { Addresses } from "./addresses.ts";
import { type Client, client } from "./client.ts";
import { CONTRACT_NAMES, type ContractName, type Contracts } from "./contracts.ts";

/** Only what lasts has not ended by then. */
const TODAY = NO_END - 1;
/**
 * How long a writer goes by what the Directory said, ms. The council announces no day in it: a decision counts from the block in which it is carried out.
 * So a writer looks anew with about each block, once for all that it writes meanwhile.
 */
const WRITES_EVERY_MS = 1_000;
/** No name changes hands so often: a node that says so is not asked on. */
const MAX_ENTRIES = 1_000;

/** What it said of a name, or will have said, and when it was asked. */
interface Answer {
  readonly entries: Promise<readonly Entry[]>;
  readonly since: number;
}

/** What the Directory says of the contracts of an addresses file. */
export class Terms {
  readonly contracts: Addresses["contracts"];
  readonly #directory: Client<Contracts["Directory"]>;
  readonly #everyMs: number;
  readonly #known = new Map<ContractName, Answer>();

  /** @param everyMs How long it goes by an answer before it asks again. */
  constructor(rpc: RpcClient, { contracts }: Pick<Addresses, "contracts">, everyMs: number) {
    this.contracts = contracts;
    this.#directory = client("Directory", contracts.Directory.address, { rpc, block: "latest" });
    this.#everyMs = everyMs;
  }

  /** What was known not too long ago, or is now. Throws `facts.*` if it cannot be found out. */
  entries(): Promise<Entries> {
    return this.#within(this.#everyMs);
  }

  /** What is known now. */
  ask(): Promise<Entries> {
    return this.#within(0);
  }

  /** Throws as {@link checkTerms} unless each of these has its name today. */
  async check(names: readonly ContractName[] = CONTRACT_NAMES): Promise<void> {
    checkTerms(names, this.contracts, await this.entries(), TODAY);
  }

  /**
   * The same, but only of contracts in whose place another is by now: there is a newer addresses file. One that was ended is missing in none, and whoever would
   * mend that has to connect; one that is to have its name is written to beforehand.
   */
  async checkReplaced(names = CONTRACT_NAMES, everyMs = this.#everyMs): Promise<void> {
    const known = await this.#within(everyMs, names);
    const isReplaced = (name: ContractName): boolean => {
      const entries = known.get(name) ?? [];
      return (
        entries.at(-1)?.until === NO_END && entries.some(({ address }) => address === this.contracts[name].address)
      );
    };
    checkTerms(names.filter(isReplaced), this.contracts, known, TODAY);
  }

  /** The same before something is written there, where nobody would read it: as of a second ago at the most. */
  checkWritten(name: ContractName): Promise<void> {
    return this.checkReplaced([name], Math.min(WRITES_EVERY_MS, this.#everyMs));
  }

  async #within(everyMs: number, names = CONTRACT_NAMES): Promise<Entries> {
    return new Map(await Promise.all(names.map(async (name) => [name, await this.#lately(name, everyMs)] as const)));
  }

  #lately(name: ContractName, everyMs: number): Answer["entries"] {
    const known = this.#known.get(name);
    if (known !== undefined && performance.now() - known.since < everyMs) return known.entries;
    const answer = { entries: this.#entriesOf(name), since: performance.now() };
    this.#known.set(name, answer);
    // Whoever waits for it is told; whoever comes later asks anew.
    answer.entries.catch(() => {
      if (this.#known.get(name) === answer) this.#known.delete(name);
    });
    return answer.entries;
  }

  /** One request where nothing was ever replaced. */
  async #entriesOf(name: ContractName): Promise<readonly Entry[]> {
    const key = toHex(bytesOfText(name)).padEnd(66, "0");
    const first = await this.#entry(key, 0);
    if (first.from === 0) return [];
    if (first.until === NO_END) return [first];
    const count = Number(await this.#directory.count(key));
    if (count > MAX_ENTRIES) {
      const what = "tells of more registries of one name than there can have been";
      throw new DidimError("facts.bad-answer", `The node ${what}.`, { what, name, count });
    }
    const others = Array.from({ length: Math.max(0, count - 1) }, (_, i) => this.#entry(key, i + 1));
    return [first, ...(await Promise.all(others))];
  }

  async #entry(key: string, index: number): Promise<Entry> {
    const { registry, from, until, distrusted } = await this.#directory.entry(key, index);
    return { address: registry.toLowerCase(), from: Number(from), until: Number(until), distrusted };
  }
}
