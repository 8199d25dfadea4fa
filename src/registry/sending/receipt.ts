import { badAnswer } from "../../chain/rpc/answers.ts";
import { ALL } from "../contracts.ts";

/** The result of a transaction. */
export interface Receipt {
  readonly hash: string;
  readonly block: bigint;
  /** The hash of the block. On QBFT the block is final: validators commit a block before anybody sees it. */
  readonly blockHash: string;
  readonly gasUsed: bigint;
  readonly events: readonly ReceiptEvent[];
}

/** A decoded event of a registry. */
export interface ReceiptEvent {
  readonly address: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A JSON-RPC log, as far as it is used here. */
export interface ReceiptRawLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

export type MethodWithLogs = "eth_getLogs" | "eth_getTransactionReceipt";

/**
 * The events that a registry's ABI knows; other logs are ignored. Throws `facts.bad-answer` for an event of a registry
 * that does not hold what it must.
 *
 * @param method What the node was asked.
 */
export function eventsOf(logs: readonly ReceiptRawLog[], method: MethodWithLogs): ReceiptEvent[] {
  return logs.flatMap((log) => {
    const { address } = log;
    const found = decoded(log, method);
    if (found === null) return [];
    const facts = found.fragment.inputs.map(({ name }, i): [string, unknown] => [name, readable(() => found.args[i])]);
    return [{ address: address.toLowerCase(), name: found.name, facts: Object.fromEntries(facts) }];
  });
}

function decoded({ topics, data }: ReceiptRawLog, method: MethodWithLogs) {
  try {
    return ALL.parseLog({ topics: [...topics], data });
  } catch {
    throw badAnswer(method, "holds an event that cannot be decoded");
  }
}

/** Stands for a text that is not valid UTF-8, so that one unreadable text does not hide all other events. */
const UNREADABLE = "\ufffd";

/** A decoded value; a replacement character if it is a text that is not UTF-8, which ethers throws for. */
export function readable<Value>(read: () => Value): Value | string {
  try {
    return read();
  } catch {
    return UNREADABLE;
  }
}

/** The first event of that name; undefined if the transaction emitted none. */
export function eventOf(receipt: Receipt, name: string): ReceiptEvent | undefined {
  return receipt.events.find((event) => event.name === name);
}
