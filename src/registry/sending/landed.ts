import { badAnswer, hex, isRecord, number, toQuantity } from "../../chain/rpc/answers.ts";
import type { Rpc } from "../../chain/rpc/rpc.ts";
import { type RawReceipt, receiptOf } from "../../chain/tx/transaction-status.ts";

const LOGS = "eth_getLogs";

/**
 * The receipt of a transaction that was executed while nobody waited, if what it did still holds: then to repeat its
 * call is to ask for what is there. Undefined if something was changed since, or if that cannot be known.
 *
 * Registries change nothing without an event, and an event's indexed parameters say what it is about: whose record, for
 * which type, by whom. In which order differs from event to event. So nothing was changed if no contract of the receipt
 * has a later event that shares such a parameter, at whatever position.
 */
export async function landed(rpc: Rpc, transaction: string): Promise<RawReceipt | undefined> {
  const receipt = await receiptOf(rpc, transaction);
  if (receipt === undefined || !receipt.succeeded || receipt.logs.length === 0) return undefined;
  const contracts = [...new Set(receipt.logs.map(({ address }) => address))];
  const changed = await Promise.all(contracts.map((address) => isChangedAfter(rpc, receipt, address)));
  return changed.includes(true) ? undefined : receipt;
}

/** The positions of an event's indexed parameters among its topics. */
const INDEXED = [1, 2, 3];
/** Smaller values are numbers of lists, seats or entries, which many records share. */
const LEAST_NAME = 2n ** 64n;

async function isChangedAfter(rpc: Rpc, receipt: RawReceipt, address: string): Promise<boolean> {
  const own = receipt.logs.filter((log) => log.address === address);
  const names = new Set(own.flatMap(({ topics }) => topics.slice(1).filter((topic) => BigInt(topic) >= LEAST_NAME)));
  // If the events do not say what they are about, any later event of the contract counts.
  const questions = names.size === 0 ? [[]] : INDEXED.map((position) => [...Array(position).fill(null), [...names]]);
  const found = await Promise.all(questions.map((topics) => logsFrom(rpc, receipt.block, { address, topics })));
  const logs = found.flat();
  const last = logs.filter(({ transaction }) => transaction === receipt.hash).map(({ index }) => index);
  if (last.length === 0) throw badAnswer(LOGS, "lack an event of the receipt");
  const end = Math.max(...last);
  return logs.some(({ block, index }) => block > receipt.block || (block === receipt.block && index > end));
}

interface Place {
  readonly block: number;
  /** In the block. */
  readonly index: number;
  readonly transaction: string;
}

/** The places of the logs from this block on. */
async function logsFrom(rpc: Rpc, block: number, of: { address: string; topics: unknown[] }): Promise<Place[]> {
  const found = await rpc.request(LOGS, [{ ...of, fromBlock: toQuantity(block), toBlock: "latest" }]);
  if (!Array.isArray(found) || !found.every(isRecord)) throw badAnswer(LOGS, "are no logs");
  return found.map(({ blockNumber, logIndex, transactionHash }) => ({
    block: number(blockNumber, LOGS),
    index: number(logIndex, LOGS),
    transaction: hex(transactionHash, LOGS, 32),
  }));
}
