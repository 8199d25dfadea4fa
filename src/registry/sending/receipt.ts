import { ALL } from "../contracts.ts";

/** What a transaction did. */
export interface Receipt {
  readonly hash: string;
  readonly block: bigint;
  /** Of the block: on QBFT it is final, for the validators had committed it before anybody saw it. */
  readonly blockHash: string;
  readonly gasUsed: bigint;
  readonly events: readonly RegistryEvent[];
}

/** An event of one of the registries, decoded. */
export interface RegistryEvent {
  readonly address: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** JSON-RPC's log, as far as it is read here. */
export interface RawLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

/** The events that a registry's interface knows; others are left out. */
export function eventsOf(logs: readonly RawLog[]): RegistryEvent[] {
  return logs.flatMap(({ address, topics, data }) => {
    const found = ALL.parseLog({ topics: [...topics], data });
    if (found === null) return [];
    const facts = found.fragment.inputs.map(({ name }, i): [string, unknown] => [name, valueAt(found.args, i)]);
    return [{ address: address.toLowerCase(), name: found.name, facts: Object.fromEntries(facts) }];
  });
}

/** What somebody wrote who did not write UTF-8: that it cannot be read must not hide what everybody else wrote. */
const UNREADABLE = "\ufffd";

function valueAt(args: { readonly [index: number]: unknown }, index: number): unknown {
  try {
    return args[index];
  } catch {
    return UNREADABLE;
  }
}

/** The first event of a name; undefined if the transaction made none. */
export function eventOf(receipt: Receipt, name: string): RegistryEvent | undefined {
  return receipt.events.find((event) => event.name === name);
}
