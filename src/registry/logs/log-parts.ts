import { DidimError } from "../../errors/error.ts";
import type { RawLog } from "./source.ts";

/**
 * Reads the parts of a log. All functions throw `facts.bad-answer` if the log is too short or a number is not exact.
 */

export function unreadable(log: RawLog, what: string): DidimError {
  const facts = { address: log.address, block: log.block, index: log.index, topic: log.topics[0] };
  return new DidimError("facts.bad-answer", `Log ${log.index} of block ${log.block} ${what}.`, facts);
}

/** 64 hex digits, without 0x. */
export function topic(log: RawLog, position: number): string {
  const found = log.topics[position];
  if (found === undefined) throw unreadable(log, "has too few topics");
  return found.slice(2);
}

export function word(log: RawLog, position: number): string {
  const digits = log.data.slice(2 + 64 * position, 66 + 64 * position);
  if (digits.length !== 64) throw unreadable(log, "has too little data");
  return digits;
}

export function address(digits: string): string {
  return `0x${digits.slice(24)}`;
}

/** @param bits The width of the number in the event; a larger number throws. */
export function number(log: RawLog, position: number, bits = 256): number {
  const value = integer(word(log, position), log);
  if (value >= 2 ** bits) throw unreadable(log, "holds a number that is too large");
  return value;
}

export function flag(log: RawLog, position: number): boolean {
  return number(log, position) !== 0;
}

export function integer(digits: string, log: RawLog): number {
  const value = Number.parseInt(digits, 16);
  if (!Number.isSafeInteger(value)) throw unreadable(log, "holds a number that is too large");
  return value;
}

/** A dynamic `bytes`; the data hold its offset and its length (ABI specification, "Use of Dynamic Types"). */
export function bytes(log: RawLog, position: number): string {
  const start = 2 + 2 * number(log, position);
  const head = log.data.slice(start, start + 64);
  const length = head.length === 64 ? integer(head, log) : Number.NaN;
  const digits = log.data.slice(start + 64, start + 64 + 2 * length);
  if (digits.length !== 2 * length) throw unreadable(log, "has too little data");
  return `0x${digits}`;
}
