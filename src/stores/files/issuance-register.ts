import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { DidimError } from "../../errors/error.ts";
import {
  type IssuanceEntry,
  type IssuanceQuery,
  type IssuanceRegister,
  registeredOtherwise,
} from "../issuance-register.ts";
import { openDatabase } from "./database.ts";

export interface FileIssuanceRegisterOptions {
  /** One file for each issuer. */
  readonly path: string;
}

/** "ddmI" */
const KIND = 0x64646d49;
const VERSION = 1;
const TABLES = `
  CREATE TABLE issued (
    number INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    list INTEGER,
    place INTEGER,
    issued INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    batch TEXT,
    row TEXT,
    UNIQUE (batch, row),
    UNIQUE (list, place)
  ) STRICT`;

/**
 * A register in one file, which all processes of a machine share: see {@link IssuanceRegister}. Only its owner may read
 * it. Throws `issuer.register-damaged`, and `files.locked` if other processes keep the file busy for ten seconds.
 */
export async function openFileIssuanceRegister({ path }: FileIssuanceRegisterOptions): Promise<IssuanceRegister> {
  const database = await openDatabase({
    ...{ path, kind: KIND, version: VERSION, tables: TABLES, journal: "WAL" },
    damaged: (cause) => damaged(path, cause),
  });
  return {
    put: (entries) => database.exclusively((tables) => put(tables, entries)),
    find: (query = {}) => database.exclusively((tables) => find(tables, query)),
    close: () => database.close(),
  };
}

/** What a row of the table holds. */
interface Row {
  readonly type: string;
  readonly list: number | null;
  readonly place: number | null;
  readonly issued: number;
  readonly expires: number;
  readonly batch: string | null;
  readonly row: string | null;
}

const COLUMNS = "type, list, place, issued, expires, batch, row";

function put(tables: DatabaseSync, entries: readonly IssuanceEntry[]): void {
  const known = tables.prepare(
    `SELECT number, ${COLUMNS} FROM issued WHERE (list = ? AND place = ?) OR (batch = ? AND row = ?)`,
  );
  const insert = tables.prepare(`INSERT INTO issued (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const update = tables.prepare("UPDATE issued SET issued = ?, expires = ? WHERE number = ?");
  for (const entry of entries) {
    const { type, list, place, issued, expires, batch, row } = rowOf(entry);
    const found = known.all(list, place, batch, row) as unknown as (Row & { readonly number: number })[];
    const [same, ...others] = found;
    if (same === undefined) insert.run(type, list, place, issued, expires, batch, row);
    else if (others.length === 0 && isSame(same, rowOf(entry))) update.run(issued, expires, same.number);
    else throw registeredOtherwise(entry);
  }
}

const isSame = (one: Row, other: Row): boolean =>
  one.type === other.type &&
  one.list === other.list &&
  one.place === other.place &&
  one.batch === other.batch &&
  one.row === other.row;

function find(tables: DatabaseSync, { rows, ...query }: IssuanceQuery): IssuanceEntry[] {
  const [conditions, values] = conditionsOf(query);
  const where = (more: readonly string[]): string => (more.length === 0 ? "" : `WHERE ${more.join(" AND ")}`);
  const select = (more: readonly string[]): StatementSync =>
    tables.prepare(`SELECT number, ${COLUMNS} FROM issued ${where(more)} ORDER BY number`);
  if (rows === undefined) return (select(conditions).all(...values) as unknown as Row[]).map(entryOf);
  const one = select([...conditions, "row = ?"]);
  const found = [...new Set(rows)].flatMap((row) => one.all(...values, row) as unknown as (Row & { number: number })[]);
  return found.sort((a, b) => a.number - b.number).map(entryOf);
}

function conditionsOf({ type, list, batch, from, before }: Omit<IssuanceQuery, "rows">): [string[], SQLInputValue[]] {
  const all: [string, SQLInputValue | undefined][] = [
    ["type = ?", type],
    ["list = ?", list],
    ["batch = ?", batch],
    ["issued >= ?", from],
    ["issued < ?", before],
  ];
  const given = all.filter((one): one is [string, SQLInputValue] => one[1] !== undefined);
  return [given.map(([condition]) => condition), given.map(([, value]) => value)];
}

function rowOf({ type, status, issuedAt, expires, batch, row }: IssuanceEntry): Row {
  const [list, place] = status === undefined ? [null, null] : [status.list, status.index];
  return { type, list, place, issued: issuedAt, expires, batch: batch ?? null, row: row ?? null };
}

function entryOf({ type, list, place, issued, expires, batch, row }: Row): IssuanceEntry {
  return {
    type,
    ...(list !== null && place !== null && { status: { list, index: place } }),
    ...{ issuedAt: issued, expires },
    ...(batch !== null && row !== null && { batch, row }),
  };
}

function damaged(path: string, cause: unknown): DidimError {
  return new DidimError(
    "issuer.register-damaged",
    `${path} is no register of issued credentials, or is damaged. Nothing was issued. Put back a copy of it, with the files beside it; without one, move it away, and a new register begins with what is issued from now on.`,
    { path },
    { cause },
  );
}
