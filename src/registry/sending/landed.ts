import { badAnswer, hex, isRecord, toQuantity } from "../../chain/rpc/answers.ts";
import type { Rpc } from "../../chain/rpc/rpc.ts";
import { type RawReceipt, receiptOf } from "../../chain/tx/transaction-status.ts";

const LOGS = "eth_getLogs";

/**
 * The receipt of a transaction that was executed while nobody waited, if what it did still holds: then to repeat its
 * call is to ask for what is there. Undefined if something was changed since, or if that cannot be known.
 *
 * Registries change nothing without an event, and an event's first topic says whose record it is. So nothing was changed
 * if none of the contracts has a later event for the same records.
 */
export async function landed(rpc: Rpc, transaction: string): Promise<RawReceipt | undefined> {
  const receipt = await receiptOf(rpc, transaction);
  if (receipt === undefined || !receipt.succeeded || receipt.logs.length === 0) return undefined;
  const later = await Promise.all(recordsIn(receipt).map((record) => isChangedAfter(rpc, receipt, record)));
  return later.includes(true) ? undefined : receipt;
}

interface RecordName {
  readonly address: string;
  /** Undefined if the event does not say whose record it is; then any later event of the contract counts. */
  readonly subject: string | undefined;
}

function recordsIn({ logs }: RawReceipt): readonly RecordName[] {
  const named = new Map(
    logs.map(({ address, topics: [, subject] }) => [`${address} ${subject ?? ""}`, { address, subject }]),
  );
  return [...named.values()];
}

async function isChangedAfter(
  rpc: Rpc,
  { block, hash }: RawReceipt,
  { address, subject }: RecordName,
): Promise<boolean> {
  const topics = subject === undefined ? [] : [null, subject];
  const filter = { address, topics, fromBlock: toQuantity(block), toBlock: "latest" };
  const found = await rpc.request(LOGS, [filter]);
  if (!Array.isArray(found) || !found.every(isRecord)) throw badAnswer(LOGS, "are no logs");
  const own = found.findLastIndex((log) => hex(log.transactionHash, LOGS, 32) === hash);
  if (own === -1) throw badAnswer(LOGS, "lack an event of the receipt");
  return own < found.length - 1;
}
