import type { Call } from "../node.ts";

/** A block of some 80,000 logs. */
export const ANSWER_BYTES = 64 * 1024 * 1024;

/** What an answer takes whatever was asked. A block without its transactions has their hashes: 2,000 take 140 KB. */
const ANY = 1024 * 1024;
/** What each further call of a batch adds: a block's header and hashes, or a contract's code. */
const EACH = 128 * 1024;
/** A record of TrustLens takes 15 times as many bytes as the query for it. */
const PER_BYTE = 16;
/** The proof of a slot in a trie of a million slots takes 10 KB, and the slot 70 bytes. */
const PER_BYTE_OF_PROOF = 256;

/** Their answers depend on what others wrote on the chain. */
const LARGE: ReadonlySet<string> = new Set([
  "eth_getLogs",
  "eth_getBlockReceipts",
  "eth_getTransactionReceipt",
  "eth_getTransactionByHash",
  "debug_traceTransaction",
]);

/**
 * The most bytes that an answer to these calls may have. To read a large answer takes seconds in which nothing else
 * runs, so only where a large one may be right is it read.
 *
 * @param most The limit for methods whose answers may be large, and for all together.
 */
export function largestAnswer(calls: readonly Call[], most: number): number {
  if (calls.some(isLarge)) return most;
  const asked = calls.reduce((sum, call) => sum + EACH + roomFor(call), ANY);
  return Math.min(most, asked);
}

const isLarge = ({ method, params }: Call): boolean =>
  LARGE.has(method) || (method.startsWith("eth_getBlockBy") && params[1] === true);

function roomFor({ method, params }: Call): number {
  const perByte = method === "eth_getProof" ? PER_BYTE_OF_PROOF : PER_BYTE;
  return perByte * JSON.stringify(params).length;
}
