import { DidimError } from "../errors.ts";
import type { Addresses } from "./addresses.ts";
import { type Client, client } from "./client.ts";
import { CONTRACT_NAMES, type ContractName, type Contracts } from "./contracts.ts";
import type { Asks } from "./rpc.ts";
import { checkTerms, type Entries, type Entry, NO_END } from "./term.ts";

/** Only what lasts has not ended by then. */
const TODAY = NO_END - 1;
/** No name changes hands so often: a node that says so is not asked on. */
const MOST_ENTRIES = 1_000;

/** What the Directory says of the contracts of an addresses file. */
export class Terms {
  readonly contracts: Addresses["contracts"];
  readonly #directory: Client<Contracts["Directory"]>;
  readonly #everyMs: number;
  #known: Promise<Entries> | undefined;
  #since = 0;

  /** @param everyMs How long it goes by an answer before it asks again. */
  constructor(rpc: Asks, { contracts }: Pick<Addresses, "contracts">, everyMs: number) {
    this.contracts = contracts;
    this.#directory = client("Directory", contracts.Directory.address, { rpc, block: "latest" });
    this.#everyMs = everyMs;
  }

  /** What was known not too long ago, or is now. Throws `facts.*` if it cannot be found out. */
  entries(): Promise<Entries> {
    const known = performance.now() - this.#since < this.#everyMs ? this.#known : undefined;
    return known ?? this.ask();
  }

  /** What is known now. */
  ask(): Promise<Entries> {
    const asked = this.#ask();
    [this.#known, this.#since] = [asked, performance.now()];
    // Whoever waits for it is told; whoever comes later asks anew.
    asked.catch(() => {
      if (this.#known === asked) this.#known = undefined;
    });
    return asked;
  }

  /** Throws as {@link checkTerms} unless each of these has its name today. */
  async check(names: readonly ContractName[] = CONTRACT_NAMES): Promise<void> {
    checkTerms(names, this.contracts, await this.entries(), TODAY);
  }

  /**
   * The same, but only of contracts in whose place another is by now: there is a newer addresses file. One that was ended is missing in none, and whoever would
   * mend that has to connect; one that is to have its name is written to beforehand.
   */
  async checkReplaced(): Promise<void> {
    const known = await this.entries();
    const isReplaced = (name: ContractName): boolean => {
      const entries = known.get(name) ?? [];
      return (
        entries.at(-1)?.until === NO_END && entries.some(({ address }) => address === this.contracts[name].address)
      );
    };
    checkTerms(CONTRACT_NAMES.filter(isReplaced), this.contracts, known, TODAY);
  }

  async #ask(): Promise<Entries> {
    return new Map(await Promise.all(CONTRACT_NAMES.map(async (name) => [name, await this.#entriesOf(name)] as const)));
  }

  /** One request where nothing was ever replaced. */
  async #entriesOf(name: ContractName): Promise<readonly Entry[]> {
    const key = `0x${Buffer.from(name, "ascii").toString("hex").padEnd(64, "0")}`;
    const first = await this.#entry(key, 0);
    if (first.from === 0) return [];
    if (first.until === NO_END) return [first];
    const count = Number(await this.#directory.count(key));
    if (count > MOST_ENTRIES) {
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
