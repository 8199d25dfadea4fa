import { isRecord } from "../../chain/rpc/answers.ts";
import type { ReceiptRawLog } from "../sending/receipt.ts";

/** A log with its place on the chain, as the node gave them. */
export type PlacedLog = ReceiptRawLog & {
  readonly blockNumber: string;
  readonly logIndex: string;
  readonly transactionHash: string;
};

/** Whether a node's answer has the form of a log that is in a block. */
export function isLog(log: unknown): log is PlacedLog {
  if (!isRecord(log) || !Array.isArray(log.topics) || !log.topics.every((topic) => isHex(topic, 32))) return false;
  const { address, data, transactionHash, blockNumber, logIndex } = log;
  const isPlaced = isHex(transactionHash, 32) && isQuantity(blockNumber) && isQuantity(logIndex);
  return isPlaced && isHex(address, 20) && isHex(data);
}

const isHex = (value: unknown, bytes?: number): boolean =>
  typeof value === "string" &&
  /^0x(?:[0-9a-fA-F]{2})*$/.test(value) &&
  (bytes === undefined || value.length === 2 + 2 * bytes);

const isQuantity = (value: unknown): boolean => typeof value === "string" && /^0x[0-9a-fA-F]{1,13}$/.test(value);
