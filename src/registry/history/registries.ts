import { checkInForce, type Entries } from "../../records/directory-rule.ts";
import { CONTRACT_NAMES, type ContractName } from "../contracts.ts";
import type { Registry } from "../open.ts";
import type { ReadContract } from "./entries.ts";

/** The contracts of each name that a history reads: the connected one, and all that the Directory ever had. */
export class ReadContracts {
  readonly #own: Registry["addresses"]["contracts"];
  readonly #entries: Entries;

  private constructor(own: Registry["addresses"]["contracts"], entries: Entries) {
    this.#own = own;
    this.#entries = entries;
  }

  static async of({ addresses, inForce }: Registry): Promise<ReadContracts> {
    return new ReadContracts(addresses.contracts, await inForce.entries());
  }

  addressesOf(name: ContractName): string[] {
    const listed = (this.#entries.get(name) ?? []).map(({ address }) => address);
    return [...new Set([this.#own[name].address, ...listed])];
  }

  /** The name under which a contract is read; undefined if it is not. */
  nameOf(address: string): ContractName | undefined {
    return CONTRACT_NAMES.find((name) => this.addressesOf(name).includes(address));
  }

  /** Whether readers went, or go, by what the contract said at that time. */
  isInForce(name: ContractName, address: string, time: number): boolean {
    try {
      checkInForce([name], { [name]: { address } }, this.#entries, time);
      return true;
    } catch {
      return false;
    }
  }

  /** The contracts of all names that have had more than one, or whose only one is no longer in force. */
  replaced(): ReadContract[] {
    return CONTRACT_NAMES.flatMap((name) => {
      const addresses = this.addressesOf(name);
      const entries = this.#entries.get(name) ?? [];
      if (addresses.length < 2 && !entries.some(({ distrusted }) => distrusted)) return [];
      return addresses.map((address): ReadContract => {
        const own = entries.filter((entry) => entry.address === address);
        const [first, last] = [own[0], own.at(-1)];
        const distrusted = own.some((entry) => entry.distrusted);
        return { name, address, ...(first && last && { from: first.from, until: last.until }), distrusted };
      });
    });
  }
}
