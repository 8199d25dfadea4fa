import type { DatabaseSync } from "node:sqlite";
import { DidimError, isDidimError } from "../../errors/error.ts";
import {
  checkSession,
  type NewSession,
  type SessionStore,
  type StoredSession,
  sessionExists,
} from "../session-store.ts";
import { openDatabase } from "./database.ts";
import { openText, type SealedText, sealText } from "./sealing/aead.ts";

export interface FileSessionStoreOptions {
  readonly path: string;
  /** 32 random bytes, stored apart from the file. They seal the content of the sessions. */
  readonly key: Uint8Array;
}

/** "ddmS" */
const KIND = 0x64646d53;
const VERSION = 1;
const SEALED = "iv BLOB NOT NULL, tag BLOB NOT NULL, sealed BLOB NOT NULL";
const TABLES = `
  CREATE TABLE sessions (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL, expires REAL NOT NULL, ${SEALED}) STRICT;
  CREATE INDEX times ON sessions (expires);
  CREATE TABLE seal (${SEALED}) STRICT`;

/**
 * A store in one file that all processes of a machine share, sealed by AES-256-GCM. It cannot detect that a row, or the
 * file, was replaced by an older copy. Throws `verifier.sessions-refused` for a key other than the file's, and what
 * {@link openDatabase} throws.
 */
export async function openFileSessionStore({ path, key }: FileSessionStoreOptions): Promise<SessionStore> {
  if (key.length !== 32) throw new RangeError("the key of a session store has 32 bytes");
  const database = await openDatabase({ path, kind: KIND, version: VERSION, tables: TABLES, journal: "TRUNCATE" });
  const using = <T>(work: (rows: Rows) => T): Promise<T> =>
    database.exclusively((tables) => work(new Rows(tables, key)));
  try {
    await using((rows) => rows.checkKey());
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    async create(session) {
      checkSession(session);
      await using((rows) => {
        if (rows.has(session.id)) throw sessionExists();
        rows.put({ ...session, version: 1, state: "open" });
      });
    },
    read: (id) => using((rows) => rows.read(id)),
    update: (id, version, content) => using((rows) => rows.change(id, version, (found) => ({ ...found, content }))),
    end: (id, version, as, content) =>
      using((rows) => rows.change(id, version, ({ secret: _, ...found }) => ({ ...found, state: as, content }))),
    sweep: ({ now, forget }) =>
      using((rows) => {
        const out = rows.openUntil(now).filter((id) => rows.expire(id));
        rows.forgetBefore(forget);
        return out;
      }),
    close: () => database.close(),
  };
}

type Row = SealedText & Pick<StoredSession, "id" | "version" | "state" | "expires">;

/** The sessions, within one transaction. */
class Rows {
  readonly #tables: DatabaseSync;
  readonly #key: Uint8Array;

  constructor(tables: DatabaseSync, key: Uint8Array) {
    this.#tables = tables;
    this.#key = key;
  }

  /** The file holds a value sealed by its key. Another key would open nothing in it, and is refused. */
  checkKey(): void {
    const found = this.#tables.prepare("SELECT * FROM seal").get();
    if (found !== undefined && openText(this.#key, found as unknown as SealedText, "seal") === undefined)
      throw refused();
    if (found !== undefined) return;
    const { iv, tag, sealed } = sealText(this.#key, "", "seal");
    this.#tables.prepare("INSERT INTO seal VALUES (?, ?, ?)").run(iv, tag, sealed);
  }

  has(id: string): boolean {
    return this.#tables.prepare("SELECT 1 FROM sessions WHERE id = ?").get(id) !== undefined;
  }

  /** Throws `verifier.sessions-refused` for an altered session. */
  read(id: string): StoredSession | undefined {
    const row = this.#tables.prepare("SELECT * FROM sessions WHERE id = ?").get(id) as unknown as Row | undefined;
    if (row === undefined) return undefined;
    const text = openText(this.#key, row, alongOf(row));
    if (text === undefined) throw refused();
    const { version, state, expires } = row;
    return { id, version, state, expires, ...(JSON.parse(text) as Pick<NewSession, "content" | "secret">) };
  }

  put(session: StoredSession): void {
    const { id, version, state, expires, content, secret } = session;
    const { iv, tag, sealed } = sealText(this.#key, JSON.stringify({ content, secret }), alongOf(session));
    this.#tables
      .prepare("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)")
      .run(id, version, state, expires, iv, tag, sealed);
  }

  change(id: string, version: number, by: (found: StoredSession) => StoredSession): boolean {
    const found = this.read(id);
    if (found === undefined || found.state !== "open" || found.version !== version) return false;
    this.put({ ...by(found), version: version + 1 });
    return true;
  }

  openUntil(now: number): readonly string[] {
    const found = this.#tables.prepare("SELECT id FROM sessions WHERE state = 'open' AND expires <= ?").all(now);
    return found.map(({ id }) => String(id));
  }

  /** Forgets an altered session: nothing in it can be trusted, and it must not stop the others from expiring. */
  expire(id: string): boolean {
    try {
      const { version = 0 } = this.read(id) ?? {};
      return this.change(id, version, ({ secret: _, ...found }) => ({ ...found, state: "expired" }));
    } catch (error) {
      if (!isDidimError(error, "verifier.sessions-refused")) throw error;
      this.#tables.prepare("DELETE FROM sessions WHERE id = ?").run(id);
      return false;
    }
  }

  forgetBefore(time: number): void {
    this.#tables.prepare("DELETE FROM sessions WHERE expires < ?").run(time);
  }
}

function alongOf({ id, version, state, expires }: Omit<Row, keyof SealedText>): string {
  return JSON.stringify(["didim-session", VERSION, id, version, state, expires]);
}

function refused(): DidimError {
  return new DidimError(
    "verifier.sessions-refused",
    "The file of sessions does not open: the key is another one, or the file was altered.",
  );
}
