import { DidimError } from "../errors/error.ts";

/** An entry of the Directory: a contract (lower case) and the seconds [from, until) in which it had the name. */
export interface Entry {
  readonly address: string;
  readonly from: number;
  /** {@link NO_END} while it lasts. */
  readonly until: number;
  readonly distrusted: boolean;
}

/**
 * All entries of each name, oldest first. Only the last one can be open-ended. For a name without entries, any contract
 * is accepted.
 */
export type Entries = ReadonlyMap<string, readonly Entry[]>;

/** No end: the largest time the registries can store, in seconds. */
export const NO_END = 2 ** 40 - 1;

/**
 * Throws unless each of these contracts had its name at `time` (seconds since 1970), according to the Directory. The
 * rule is that of the trust anchor (trust-anchor/pins.ts): what a replaced contract said during its term stays valid;
 * nothing a distrusted contract ever said does.
 *
 * @throws `facts.registry-replaced`, `-ended`, `-distrusted`; `-later` for a contract that does not have its name yet,
 * or did not have it at `time`.
 */
export function checkInForce(
  names: readonly string[],
  contracts: Readonly<Record<string, { readonly address: string }>>,
  entries: Entries,
  time: number,
): void {
  for (const name of names) checkOneInForce(name, contracts[name]?.address ?? "", entries.get(name) ?? [], time);
}

function checkOneInForce(name: string, address: string, entries: readonly Entry[], time: number): void {
  const own = entries.filter((entry) => entry.address === address);
  const [last, until] = [entries.at(-1), own.at(-1)?.until];
  const current = last?.until === NO_END ? last.address : undefined;
  if (own.some(({ distrusted }) => distrusted)) {
    const message = `The council declared that nothing this ${name} said is to be relied on: take the new addresses file.`;
    throw new DidimError("facts.registry-distrusted", message, { name, address, current });
  }
  if (entries.length === 0 || entries.some((entry, i) => entry.address === address && covers(entry, i, time))) return;
  if (until === undefined || time < until) {
    const message = `The Directory does not have this ${name} yet, or had it not at that time: wait for the day, or take the addresses file of today.`;
    throw new DidimError("facts.registry-later", message, { name, address, current });
  }
  if (current === undefined) {
    const message = `The council ended the ${name}, and put none in its place: ask those who run the chain.`;
    throw new DidimError("facts.registry-ended", message, { name, address, until });
  }
  const message = `The council replaced the ${name} at ${address} by the one at ${current}: take the new addresses file.`;
  throw new DidimError("facts.registry-replaced", message, { name, address, current, until });
}

/** Before the first entry, no other contract had the name. */
const covers = ({ from, until }: Entry, index: number, time: number): boolean =>
  (index === 0 || from <= time) && time < until;
