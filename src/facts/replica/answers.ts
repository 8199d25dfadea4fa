import { type Receipt, receiptsRoot } from "../../chain/state/receipts.ts";
import { DidimError } from "../../errors/error.ts";
import type { BlockHeader, RawLog } from "../../registry/logs/source.ts";
import type { HashedHeader } from "./state/hashed.ts";

/** The error for an answer that no honest node gives. The answer is discarded. */
export function badAnswer(what: string, facts: Record<string, unknown>): DidimError {
  return new DidimError("facts.bad-answer", `The node's answer ${what}.`, { what, ...facts });
}

/**
 * Checks the logs of a range: only from the registries, in order, without duplicates, and with one hash for each block.
 */
export function checkRange(logs: readonly RawLog[], from: number, to: number, registries: ReadonlySet<string>): void {
  let last: RawLog | undefined;
  for (const log of logs) {
    const { address, block, index } = log;
    if (!registries.has(address)) throw badAnswer("holds a log of another contract", { address, block, index });
    if (block < from || block > to) throw badAnswer("holds a log from outside the range", { block, from, to });
    if (last !== undefined) checkOrder(last, log);
    last = log;
  }
}

function checkOrder(last: RawLog, log: RawLog): void {
  const { block, index } = log;
  const forward = block > last.block || (block === last.block && index > last.index);
  if (!forward) throw badAnswer("holds logs twice or out of order", { block, index });
  if (block === last.block && log.blockHash !== last.blockHash) {
    throw badAnswer("holds logs of two blocks of one number", { block, index });
  }
}

/**
 * The logs of a block, from its receipts. The header's root covers each receipt whole, so no log can be left out, added
 * or altered. This does not detect a node that also invents the header (facts/proof does).
 */
export function logsIn(receipts: readonly Receipt[], header: HashedHeader): readonly RawLog[] {
  const { number, hash } = header;
  if (receiptsRoot(receipts) !== header.receiptsRoot) throw incomplete(number, hash);
  const logs = receipts.flatMap((receipt) => receipt.logs);
  return logs.map((log, index) => ({ ...log, block: number, blockHash: hash, index }));
}

/**
 * Checks that the next header follows in number and time. Whether it follows by hash depends on the chain
 * (reorganisations), not on the node's honesty.
 */
export function checkHeader(header: BlockHeader, number: number, before: BlockHeader | undefined): void {
  if (header.number !== number)
    throw badAnswer("is another block than asked for", { asked: number, got: header.number });
  if (before !== undefined && header.number > before.number && header.time < before.time) {
    throw badAnswer("goes back in time", { block: number, time: header.time, before: before.time });
  }
}

function incomplete(block: number, hash: string): DidimError {
  const message = `The node did not give the logs of block ${block} as its header has them. Ask again, or ask another node.`;
  return new DidimError("facts.incomplete-answer", message, { block, hash });
}
