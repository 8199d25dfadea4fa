import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Challenge, ChallengeStore, OpenChallenges } from "../challenge-store.ts";
import { openDatabase } from "./database.ts";

export interface FileChallengeStoreOptions {
  readonly path: string;
}

/** "ddmC" */
const KIND = 0x64646d43;
const VERSION = 1;
const TABLES = `
  CREATE TABLE open (
    age INTEGER PRIMARY KEY AUTOINCREMENT,
    nonce TEXT NOT NULL UNIQUE,
    requester TEXT NOT NULL,
    issued REAL NOT NULL
  ) STRICT;
  CREATE INDEX ages ON open (requester, age);
  CREATE TABLE shares (requester TEXT PRIMARY KEY, held INTEGER NOT NULL, changed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX sizes ON shares (held DESC, changed);
  CREATE TABLE totals (held INTEGER NOT NULL, changes INTEGER NOT NULL) STRICT;
  INSERT INTO totals VALUES (0, 0)`;

/**
 * A store in one file that all processes of a machine share. A challenge is taken once even if processes crash: see
 * {@link ChallengeStore}. The file holds requesters' names until their challenges expire. Throws what {@link
 * openDatabase} throws.
 */
export async function openFileChallengeStore({ path }: FileChallengeStoreOptions): Promise<ChallengeStore> {
  const database = await openDatabase({ path, kind: KIND, version: VERSION, tables: TABLES, journal: "WAL" });
  const statements = await database.exclusively(prepared);
  const open = openBy(statements);
  return {
    take: (nonce) => database.exclusively(() => take(statements, nonce)),
    exclusively: (work) => database.exclusively(() => work(open)),
    close: () => database.close(),
  };
}

/** Prepares each statement once: preparing takes longer than running it. */
function prepared(tables: DatabaseSync): (query: string) => StatementSync {
  const all = new Map<string, StatementSync>();
  return (query) => {
    const found = all.get(query) ?? tables.prepare(query);
    all.set(query, found);
    return found;
  };
}

type Statements = ReturnType<typeof prepared>;

const COLUMNS = "nonce, requester, issued";

function openBy(prepare: Statements): OpenChallenges {
  const first = <T>(query: string, ...values: string[]) => {
    const row = prepare(query).get(...values);
    return row === undefined ? undefined : ({ ...row } as T);
  };
  const numberOf = (query: string, ...values: string[]) => first<{ held: number }>(query, ...values)?.held ?? 0;
  return {
    count: async (requester) =>
      requester === undefined
        ? numberOf("SELECT held FROM totals")
        : numberOf("SELECT held FROM shares WHERE requester = ?", requester),
    oldest: async (requester) =>
      requester === undefined
        ? first(`SELECT ${COLUMNS} FROM open ORDER BY age LIMIT 1`)
        : first(`SELECT ${COLUMNS} FROM open WHERE requester = ? ORDER BY age LIMIT 1`, requester),
    largest: async () =>
      first<{ requester: string }>("SELECT requester FROM shares ORDER BY held DESC, changed LIMIT 1")?.requester,
    async add({ nonce, requester, issued }) {
      prepare(`INSERT INTO open (${COLUMNS}) VALUES (?, ?, ?)`).run(nonce, requester, issued);
      change(prepare, requester, 1);
    },
    async remove(nonce) {
      take(prepare, nonce);
    },
  };
}

function take(prepare: Statements, nonce: string): Challenge | undefined {
  const found = prepare(`DELETE FROM open WHERE nonce = ? RETURNING ${COLUMNS}`).get(nonce);
  if (found === undefined) return undefined;
  const challenge = { ...found } as unknown as Challenge;
  change(prepare, challenge.requester, -1);
  return challenge;
}

/** Adds one challenge to the requester's count, or removes one. */
function change(prepare: Statements, requester: string, by: 1 | -1): void {
  prepare("UPDATE totals SET held = held + ?, changes = changes + 1").run(by);
  prepare(
    `INSERT INTO shares SELECT ?, 1, changes FROM totals WHERE true
     ON CONFLICT DO UPDATE SET held = held + ?, changed = excluded.changed`,
  ).run(requester, by);
  if (by < 0) prepare("DELETE FROM shares WHERE requester = ? AND held = 0").run(requester);
}
