import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import { concatBytes, textOf } from "../../crypto/encodings/bytes.ts";
import { DidimError, isDidimError } from "../../errors/error.ts";

/** A text as it was in a file. */
export interface ReadText {
  /** Without the byte order mark. */
  readonly text: string;
  /** Whether it began with a byte order mark (U+FEFF), as some editors write. */
  readonly marked: boolean;
}

const MARK = "\ufeff";
const PIECE = 65_536;
const PAUSE_MS = 10;

/**
 * The bytes of a file, or of an open descriptor. Longer ones are not read: the size is looked at first, and a pipe, which has
 * none, is read up to the limit.
 *
 * @param name What errors call it.
 * @returns Throws `files.too-large`, and the system's errors, whose `path` is the name.
 */
export function readBytes(source: string | number, most: number, name = String(source)): Uint8Array {
  const descriptor = typeof source === "string" ? openSync(source, "r") : source;
  try {
    const read = new Pieces(name, most, fstatSync(descriptor).size);
    for (;;) {
      const room = new Uint8Array(PIECE);
      const count = readPiece(descriptor, room);
      if (count === 0) return read.whole();
      read.add(room.subarray(0, count));
    }
  } catch (error) {
    throw withPath(error, name);
  } finally {
    if (typeof source === "string") closeSync(descriptor);
  }
}

/** The text of a file, without holding up other work. Throws `files.not-text`, `files.too-large`, and the system's errors. */
export async function fileText(path: string, most: number): Promise<string> {
  const file = await open(path, "r");
  try {
    const read = new Pieces(path, most, (await file.stat()).size);
    for (;;) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(PIECE));
      if (bytesRead === 0) return textIn(read.whole(), path).text;
      read.add(buffer.subarray(0, bytesRead));
    }
  } catch (error) {
    throw withPath(error, path);
  } finally {
    await file.close();
  }
}

/**
 * Bytes as text. Other bytes than UTF-8's would all become the same U+FFFD: two passwords would be one, and a person's name
 * none. Throws `files.not-text`.
 */
export function textIn(bytes: Uint8Array, name: string): ReadText {
  const text = textOf(bytes);
  if (text === undefined) throw notText(name, whyNoText(bytes));
  if (text.includes("\0")) throw notText(name, isZip(bytes) ? ZIP : "it has a byte that is zero");
  return text.startsWith(MARK) ? { text: text.slice(MARK.length), marked: true } : { text, marked: false };
}

/** What was read so far, up to a limit. */
class Pieces {
  readonly #name: string;
  readonly #most: number;
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  /** @param size As the system says; a pipe's is 0. */
  constructor(name: string, most: number, size: number) {
    this.#name = name;
    this.#most = most;
    this.#check(size);
  }

  add(piece: Uint8Array): void {
    this.#length += piece.length;
    this.#check(this.#length);
    this.#parts.push(piece);
  }

  whole(): Uint8Array {
    return concatBytes(...this.#parts);
  }

  #check(length: number): void {
    if (length > this.#most) throw tooLarge(this.#name, this.#most);
  }
}

/** The system names a file that cannot be opened, but not one that cannot be read: a folder, or /proc/self/mem. */
function withPath(error: unknown, path: string): unknown {
  const isNameless = error instanceof Error && "code" in error && !isDidimError(error) && !("path" in error);
  return isNameless ? Object.assign(error, { path }) : error;
}

/** Waits where a pipe has nothing to read yet. */
function readPiece(descriptor: number, room: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, room);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

function whyNoText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) return "it is UTF-16";
  if (isZip(bytes)) return ZIP;
  return `line ${brokenLine(bytes)} is not UTF-8${isCp949(bytes) ? ", but CP949, the encoding of Korean Windows" : ""}`;
}

const ZIP = "it is a ZIP file, as Excel's workbooks (.xlsx) are; of those, save a sheet as CSV UTF-8";

/** PKWARE APPNOTE §4.3.7: a local file header begins with `PK`, 3, 4. */
const isZip = ([p, k, three, four]: Uint8Array): boolean => p === 0x50 && k === 0x4b && three === 3 && four === 4;

/** Whether the bytes are Korean in CP949 (WHATWG Encoding §4.2 calls it euc-kr), as Excel saves a CSV file by default. */
function isCp949(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("euc-kr", { fatal: true }).decode(bytes.subarray(0, SAMPLE), { stream: true });
    return /[가-힣]{2}/.test(text);
  } catch {
    return false;
  }
}

/** Bytes that tell. They may end within a character, which counts for nothing. */
const SAMPLE = 65_536;

/** A line break is never part of another character in UTF-8, so lines can be read one by one. */
function brokenLine(bytes: Uint8Array): number {
  for (let [line, start] = [1, 0]; ; line++) {
    const end = bytes.indexOf(LINE_BREAK, start);
    if (end === -1 || textOf(bytes.subarray(start, end)) === undefined) return line;
    start = end + 1;
  }
}

const LINE_BREAK = 0x0a;

function notText(file: string, why: string): DidimError {
  return new DidimError("files.not-text", `${file} is not text in UTF-8: ${why}. Save it as UTF-8.`, { file, why });
}

function tooLarge(file: string, most: number): DidimError {
  return new DidimError("files.too-large", `${file} is too large: it may have at most ${most} bytes.`, { file, most });
}
