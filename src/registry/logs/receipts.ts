import { badAnswer, hex, isRecord, number, quantity } from "../../chain/rpc/answers.ts";
import { isNotOffered } from "../../chain/rpc/errors/known-errors.ts";
import type { Receipt, ReceiptLog } from "../../chain/state/receipts.ts";
import { asking, isRefusal, type JsonRpcSend, unanswered } from "./asking.ts";

const TOGETHER = "eth_getBlockReceipts";
const ONE = "eth_getTransactionReceipt";
/** How many transactions are asked for at the same time. */
const AT_ONCE = 16;
/** No block has more transactions. A longer answer is not read. */
const MAX_RECEIPTS = 100_000;
const MAX_TOPICS = 4;
/** EIP-2718: a larger number would be the beginning of a list. */
const LAST_TYPE = 0x7f;

/**
 * Reads the receipts of a block's transactions, in their order: in one answer, or one by one from a node that does not
 * offer that. It checks only their form.
 */
export function receiptsReader(send: JsonRpcSend): (blockHash: string) => Promise<readonly Receipt[]> {
  const ask = asking(send);
  let offered = true;
  const together = async (blockHash: string): Promise<unknown> => {
    try {
      return await send(TOGETHER, [blockHash]);
    } catch (error) {
      const lacks = isRefusal(error) && isNotOffered({ code: error.code, message: String(error.message) });
      if (!lacks) throw unanswered(TOGETHER, error);
      offered = false;
      return oneByOne(blockHash);
    }
  };
  const oneByOne = async (blockHash: string): Promise<unknown> => {
    const hashes = transactionsIn(await ask("eth_getBlockByHash", [blockHash, false]));
    const receipts: unknown[] = [];
    for (let i = 0; i < hashes.length; i += AT_ONCE) {
      receipts.push(...(await Promise.all(hashes.slice(i, i + AT_ONCE).map((hash) => ask(ONE, [hash])))));
    }
    return receipts;
  };
  return async (blockHash) => parseReceipts(await (offered ? together(blockHash) : oneByOne(blockHash)));
}

function transactionsIn(block: unknown): readonly string[] {
  const method = "eth_getBlockByHash";
  const hashes = isRecord(block) ? block.transactions : undefined;
  if (!Array.isArray(hashes) || hashes.length > MAX_RECEIPTS) throw badAnswer(method, "has no such block");
  return hashes.map((hash) => hex(hash, method, 32));
}

function parseReceipts(answer: unknown): readonly Receipt[] {
  if (!Array.isArray(answer) || answer.length > MAX_RECEIPTS) throw badAnswer(TOGETHER, "is no list, or too long");
  return answer.map(parseReceipt);
}

function parseReceipt(answer: unknown): Receipt {
  if (!isRecord(answer)) throw badAnswer(ONE, "is no receipt");
  const type = isGiven(answer.type) ? number(answer.type, ONE) : 0;
  if (type > LAST_TYPE) throw badAnswer(ONE, "has a type that no transaction has", { type });
  if (!Array.isArray(answer.logs)) throw badAnswer(ONE, "is a receipt without logs");
  return {
    type,
    outcome: outcomeOf(answer),
    gasUsed: quantity(answer.cumulativeGasUsed, ONE),
    bloom: hex(answer.logsBloom, ONE, 256),
    logs: answer.logs.map((log) => parseContent(log, ONE)),
  };
}

function outcomeOf({ status, root }: Readonly<Record<string, unknown>>): string {
  if (!isGiven(status)) return hex(root, ONE, 32);
  const value = number(status, ONE);
  if (value > 1) throw badAnswer(ONE, "has a status that no transaction has", { status: value });
  return value === 1 ? "0x01" : "0x";
}

/** Some nodes report null for what a receipt does not have. */
const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** What a contract wrote. Throws `facts.bad-answer`. */
export function parseContent(log: unknown, method: string): ReceiptLog {
  if (!isRecord(log)) throw badAnswer(method, "holds something that is no log");
  const { topics } = log;
  if (!Array.isArray(topics) || topics.length > MAX_TOPICS) throw badAnswer(method, "holds a log without topics");
  return {
    address: hex(log.address, method, 20),
    topics: topics.map((topic) => hex(topic, method, 32)),
    data: hex(log.data, method),
  };
}
