import type { RpcClient } from "../chain/rpc/rpc.ts";
import { bytesOfText, toHex } from "../crypto/encodings/bytes.ts";
import { DidimError } from "../errors/error.ts";
import { checkInForce, type Entries, type Entry, NO_END } from "../records/directory-rule.ts";
import type { Addresses } from "./addresses.ts";
import { type Client, client } from "./client.ts";
import { CONTRACT_NAMES, type ContractName, type Contracts } from "./contracts.ts";

/** Only an entry without end has not ended by then. */
const TODAY = NO_END - 1;
/**
 * How long, in ms, a writer uses the Directory's answer. The council announces no date for a replacement: it takes
 * effect in the block that executes it. So a writer asks again about once per block, once for all writes in between.
 */
const WRITES_EVERY_MS = 1_000;
/** No name has so many entries. A node that claims so is not asked further. */
const MAX_ENTRIES = 1_000;

/** A name's entries, perhaps still being read, and when they were requested. */
interface Answer {
  readonly entries: Promise<readonly Entry[]>;
  readonly since: number;
}

/** What the Directory says of the contracts in an addresses file. */
export class InForce {
  readonly contracts: Addresses["contracts"];
  readonly #directory: Client<Contracts["Directory"]>;
  readonly #everyMs: number;
  readonly #known = new Map<ContractName, Answer>();

  /** @param everyMs How long an answer is cached, in ms. */
  constructor(rpc: RpcClient, { contracts }: Pick<Addresses, "contracts">, everyMs: number) {
    this.contracts = contracts;
    this.#directory = client("Directory", contracts.Directory.address, { rpc, block: "latest" });
    this.#everyMs = everyMs;
  }

  /** The entries of all names, from the cache or from the chain. Throws `facts.*` if they cannot be read. */
  entries(): Promise<Entries> {
    return this.#within(this.#everyMs);
  }

  /** The current entries, without the cache. */
  ask(): Promise<Entries> {
    return this.#within(0);
  }

  /** Throws as {@link checkInForce} unless each of these contracts has its name today. */
  async check(names: readonly ContractName[] = CONTRACT_NAMES): Promise<void> {
    checkInForce(names, this.contracts, await this.entries(), TODAY);
  }

  /**
   * {@link check}, but only for contracts that another contract has replaced: then there is a newer addresses file. A
   * contract that was ended without a successor is allowed, because whoever repairs that must connect; so is a contract
   * that does not have its name yet, because it is written to in advance.
   */
  async checkReplaced(names = CONTRACT_NAMES, everyMs = this.#everyMs): Promise<void> {
    const known = await this.#within(everyMs, names);
    const isReplaced = (name: ContractName): boolean => {
      const entries = known.get(name) ?? [];
      return (
        entries.at(-1)?.until === NO_END && entries.some(({ address }) => address === this.contracts[name].address)
      );
    };
    checkInForce(names.filter(isReplaced), this.contracts, known, TODAY);
  }

  /**
   * {@link checkReplaced} before a write, with an answer at most one second old: nobody would read a write to a
   * replaced contract.
   */
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
    // Callers that wait get the error; later callers ask again.
    answer.entries.catch(() => {
      if (this.#known.get(name) === answer) this.#known.delete(name);
    });
    return answer.entries;
  }

  /** Makes one request if the contract was never replaced. */
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
