import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { isDidimError } from "../../../../src/public/index.ts";
import type { Issued } from "../../../../src/public/issuer.ts";
import { readBytes, syncFolder, textIn } from "../../../../src/public/node.ts";
import { foreignFolder } from "./folder.ts";

/** A credential of a batch, as a line of its output. */
export interface IssuedRow extends Issued {
  readonly row: string;
}

/** What the register has of a credential, too. */
export type PlacedRow = Pick<Issued, "status" | "issuedAt" | "expires">;

/** 100,000 credentials of 16 KB. */
const MAX_FILE = 1.6 * 2 ** 30;
const LINE_BREAK = 0x0a;

/** The file of a batch's credentials, one JSON object a line. Lines are only ever added. */
export interface BatchOutput {
  readonly file: string;
  /** The rows whose credential is in the file, with all of it but the credential. */
  readonly rows: ReadonlyMap<string, PlacedRow>;
  /** Durable when it resolves. If it throws, open the file again. */
  append(issued: readonly IssuedRow[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the file, or begins it. A last line that is not complete was being written when a process was killed, and is
 * removed: its credential was never given to anybody, and its row gets one with the same index. Throws `cli.batch-folder`
 * for any other damage.
 */
export async function openOutput(folder: string, known: ReadonlySet<string>): Promise<BatchOutput> {
  const file = join(folder, "credentials.jsonl");
  const handle = await open(file, APPEND, 0o600);
  try {
    await syncFolder(folder);
    const rows = await rowsIn(handle, file, known);
    return {
      file,
      rows,
      append: (issued) => append(handle, issued),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Never through a link, which may lead to a file of somebody else. */
const APPEND = constants.O_APPEND | constants.O_CREAT | constants.O_RDWR | (constants.O_NOFOLLOW ?? 0);

async function append(handle: FileHandle, issued: readonly IssuedRow[]): Promise<void> {
  await handle.writeFile(issued.map(lineOf).join(""));
  await handle.datasync();
}

/** A line's members. */
interface Line extends Partial<NonNullable<Issued["status"]>>, Omit<IssuedRow, "status"> {}

function lineOf({ row, status, issuedAt, expires, credential }: IssuedRow): string {
  const line: Line = { row, ...status, issuedAt, expires, credential };
  return `${JSON.stringify(line)}\n`;
}

async function rowsIn(
  handle: FileHandle,
  file: string,
  known: ReadonlySet<string>,
): Promise<ReadonlyMap<string, PlacedRow>> {
  const bytes = readBytes(handle.fd, MAX_FILE, file);
  const rows = new Map<string, PlacedRow>();
  let start = 0;
  for (let end = bytes.indexOf(LINE_BREAK); end !== -1; end = bytes.indexOf(LINE_BREAK, start)) {
    const [row, placed] = rowOf(bytes.subarray(start, end), file, rows.size + 1);
    if (!known.has(row)) throw damaged(file, rows.size + 1, "its row is none of the batch");
    if (rows.has(row)) throw damaged(file, rows.size + 1, "its row is there twice");
    rows.set(row, placed);
    start = end + 1;
  }
  if (start < bytes.length) {
    await handle.truncate(start);
    await handle.datasync();
  }
  return rows;
}

function rowOf(bytes: Uint8Array, file: string, line: number): readonly [row: string, placed: PlacedRow] {
  try {
    const { row, list, index, issuedAt, expires, credential } = JSON.parse(textIn(bytes, file).text) as Partial<Line>;
    const isOurs = [row, credential].every(isText) && [issuedAt, expires].every(Number.isSafeInteger);
    const hasPlace = Number.isSafeInteger(list) && Number.isSafeInteger(index);
    if (isOurs && hasPlace === (list !== undefined))
      return [row, { ...(hasPlace && { status: { list, index } }), issuedAt, expires }] as [string, PlacedRow];
  } catch (error) {
    if (!(error instanceof SyntaxError) && !isDidimError(error, "files.not-text")) throw error;
  }
  throw damaged(file, line, "it is no credential of a batch");
}

const isText = (value: unknown): boolean => typeof value === "string";

const damaged = (file: string, line: number, why: string) => foreignFolder(file, `line ${line}: ${why}`);
