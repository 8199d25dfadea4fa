import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import { DidimError } from "../../../../src/public/index.ts";
import { parseWritten, unknownNames, writeAtomic } from "../../../../src/public/node.ts";
import { readIfThere } from "../../terminal/input/input.ts";
import { foreignFolder } from "./folder.ts";
import type { BatchRow } from "./row.ts";

/** What a batch was begun with; whoever continues it must say the same. */
export interface BatchTerms {
  readonly name: string;
  readonly type: string;
  /** The issuer's DID, and the hash of the chain's first block. */
  readonly issuer: string;
  readonly genesis: string;
  readonly format: string;
  /** `none`: the credentials have no status. */
  readonly status: "list" | "none";
  readonly rowId: string | null;
  /** The option as it was written, such as `+1y`. */
  readonly until: string;
}

/**
 * The file of a batch that was begun: its terms, when it expires, and a keyed hash of each row. It lies beside the
 * credentials, which say all that the rows say.
 */
export interface BatchState extends BatchTerms {
  readonly kind: typeof FORMAT;
  /** What `until` meant when the batch began, in seconds since 1970. */
  readonly expires: number;
  /** base64url. */
  readonly salt: string;
  /** Ids and digests of all rows, in their order. */
  readonly rows: readonly (readonly [id: string, digest: string])[];
}

const FORMAT = "didim-batch/1";
const MEMBERS = ["kind", "name", "type", "issuer", "genesis", "format", "status", "rowId", "until", "expires", "salt"];
/** 100,000 rows with long ids. */
const MAX_FILE = 32 * 1024 * 1024;

const fileIn = (folder: string): string => join(folder, "batch.json");

/** The state of the batch in the folder; undefined if none was begun. Throws `cli.batch-folder`. */
export function readState(folder: string): BatchState | undefined {
  const file = fileIn(folder);
  const text = readIfThere(file, MAX_FILE);
  if (text === undefined) return undefined;
  const value = parseWritten(text, (why) => foreignFolder(file, why)) as Partial<BatchState> | null;
  const isOurs =
    value?.kind === FORMAT &&
    MEMBERS.every((name) => Object.hasOwn(value, name)) &&
    unknownNames(value, [...MEMBERS, "rows"]) === undefined &&
    Number.isSafeInteger(value.expires) &&
    /^[\w-]{43}$/.test(String(value.salt)) &&
    Array.isArray(value.rows) &&
    value.rows.every((row) => Array.isArray(row) && row.length === 2 && row.every((part) => typeof part === "string"));
  if (!isOurs) throw foreignFolder(file, "it is no state of a batch");
  return value as BatchState;
}

/** Durable when it resolves. */
export async function beginState(
  folder: string,
  terms: BatchTerms,
  expires: number,
  rows: readonly BatchRow[],
): Promise<BatchState> {
  const salt = randomBytes(32).toString("base64url");
  const state: BatchState = { kind: FORMAT, ...terms, expires, salt, rows: digestsOf(rows, salt) };
  await writeAtomic(fileIn(folder), `${JSON.stringify(state)}\n`);
  return state;
}

/** What tells this batch from all others, of this name too. It does not tell the salt. */
export function idOf({ salt }: BatchState): string {
  return createHmac("sha256", Buffer.from(salt, "base64url")).update("batch").digest("base64url");
}

function digestsOf(rows: readonly BatchRow[], salt: string): BatchState["rows"] {
  const key = Buffer.from(salt, "base64url");
  return rows.map(({ id, written }) => [
    id,
    createHmac("sha256", key).update(written).digest().subarray(0, 16).toString("base64url"),
  ]);
}

const OPTIONS: Readonly<Partial<Record<keyof BatchTerms, string>>> = {
  name: "--name",
  type: "<vct>",
  issuer: "--issuer",
  genesis: "--network",
  format: "--format",
  status: "--no-status",
  rowId: "--row-id",
  until: "--until",
};

/** Throws `cli.batch-differs` unless the terms are those that the batch was begun with. */
export function checkTerms(state: BatchState, terms: BatchTerms): void {
  for (const [name, option] of Object.entries(OPTIONS) as [keyof BatchTerms, string][]) {
    if (state[name] === terms[name]) continue;
    const message = `This batch was begun with another ${option}: ${state[name]}, and now it is ${terms[name]}. Nothing was issued. Run the command as it was, or begin another batch: another --name and --out.`;
    throw new DidimError("cli.batch-differs", message, { option, was: state[name], now: terms[name] });
  }
}

/** Rows that a message names. */
const MOST_NAMED = 20;

/** Throws `cli.batch-changed`, with the rows, unless the file has the rows that the batch was begun with. */
export function checkRows(state: BatchState, rows: readonly BatchRow[], file: string): void {
  const [was, is] = [new Map(state.rows), new Map(digestsOf(rows, state.salt))];
  const changed = [...is].flatMap(([id, digest]) => (was.has(id) && was.get(id) !== digest ? [id] : []));
  const added = [...is.keys()].filter((id) => !was.has(id));
  const removed = [...was.keys()].filter((id) => !is.has(id));
  const found = { changed: named(changed), added: named(added), removed: named(removed) };
  const said = Object.entries(found).filter(([, ids]) => ids !== undefined);
  if (said.length === 0) return;
  const which = said.map(([what, ids]) => `${what}: ${ids}`).join("; ");
  const message = `${file} is not as it was when this batch began. Rows ${which}. Nothing was issued. Continue with the file as it was; issue what changed as another batch.`;
  throw new DidimError("cli.batch-changed", message, { file, ...Object.fromEntries(said) });
}

function named(ids: readonly string[]): string | undefined {
  if (ids.length === 0) return undefined;
  const more = ids.length - MOST_NAMED;
  return `${ids.slice(0, MOST_NAMED).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}
