import { createHash } from "node:crypto";
import { DidimError } from "../../errors/error.ts";
import { CHUNK } from "../index-store.ts";

/**
 * The format of an open chunk's record: a header, then one line per index in the order they were given out. Each line
 * ends in a checksum over its content and its position, so that a line that was changed, lost, repeated or moved is
 * noticed.
 *
 *   didim-status-indices 1 3 0 5f0c52a1     version, list, chunk
 *   4711 9b2e4c70
 */
export interface Journal {
  readonly chunk: number;
  readonly taken: readonly number[];
  /** How many bytes of the file are complete lines. */
  readonly length: number;
}

const FORMAT = "didim-status-indices 1";
const LINE = /^(0|[1-9][0-9]{0,9}) ([0-9a-f]{8})$/;

export function writeHead(list: number, chunk: number): string {
  const head = `${FORMAT} ${list} ${chunk}`;
  return `${head} ${check(head)}\n`;
}

/** @param position How many indices come before these. */
export function writeLines(list: number, position: number, indices: readonly number[]): string {
  return indices.map((index, i) => `${index} ${checkOf(list, position + i, index)}\n`).join("");
}

/**
 * Reads a record. An incomplete last line was being written when the process or the machine stopped; its index was
 * never given out, because that waits for the disk. Any other error throws `issuer.journal-corrupt`, and no index is
 * given out.
 */
export function readJournal(text: string, list: number): Journal {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const [head = "", ...lines] = whole.split("\n").slice(0, -1);
  const chunk = readHead(head, list);
  const taken = lines.map((line, position) => readLine(line, list, chunk, position));
  if (new Set(taken).size !== taken.length) throw corrupt(list, "an index is there twice");
  return { chunk, taken, length: Buffer.byteLength(whole) };
}

function readHead(head: string, list: number): number {
  const [, said, chunk, sum] = /^didim-status-indices 1 (\d{1,10}) (\d{1,10}) ([0-9a-f]{8})$/.exec(head) ?? [];
  if (said === undefined || sum !== check(`${FORMAT} ${said} ${chunk}`)) throw corrupt(list, "its head is damaged", 1);
  if (Number(said) !== list) throw corrupt(list, `it is that of list ${said}`, 1);
  return Number(chunk);
}

function readLine(line: string, list: number, chunk: number, position: number): number {
  const [, digits, sum] = LINE.exec(line) ?? [];
  const index = Number(digits);
  const right = digits !== undefined && sum === checkOf(list, position, index);
  if (!right || Math.floor(index / CHUNK) !== chunk) throw corrupt(list, "a line is damaged", position + 2);
  return index;
}

function checkOf(list: number, position: number, index: number): string {
  return check(`${list} ${position} ${index}`);
}

function check(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

export function corrupt(list: number, why: string, line?: number): DidimError {
  return new DidimError(
    "issuer.journal-corrupt",
    "The journal of status indices is damaged, so that an index could be given out twice: none is. Put the file aside, open another list on chain, and issue from that.",
    { list, why, ...(line !== undefined && { line }) },
  );
}
