import {
  checkSession,
  type NewSession,
  type SessionStore,
  type StoredSession,
  sessionExists,
} from "../session-store.ts";

type Kept = Pick<StoredSession, "version" | "state" | "expires"> & { readonly text: string };

/** For tests and single processes; lost when the process ends. */
export function createMemorySessionStore(): SessionStore {
  const kept = new Map<string, Kept>();
  const change = (id: string, version: number, by: (found: Kept) => Kept): boolean => {
    const found = kept.get(id);
    if (found === undefined || found.state !== "open" || found.version !== version) return false;
    kept.set(id, { ...by(found), version: version + 1 });
    return true;
  };
  return {
    async create(session) {
      checkSession(session);
      const { id, expires, ...said } = session;
      if (kept.has(id)) throw sessionExists();
      kept.set(id, { version: 1, state: "open", expires, text: JSON.stringify(said) });
    },
    async read(id) {
      const found = kept.get(id);
      if (found === undefined) return undefined;
      const { text, ...rest } = found;
      return { id, ...rest, ...saidIn(text) };
    },
    update: async (id, version, content) =>
      change(id, version, (found) => ({ ...found, text: JSON.stringify({ ...saidIn(found.text), content }) })),
    end: async (id, version, as, content) =>
      change(id, version, (found) => ({ ...found, state: as, text: JSON.stringify({ content }) })),
    async sweep({ now, forget }) {
      const out = [...kept].filter(([, { state, expires }]) => state === "open" && expires <= now);
      for (const [id, { version, text }] of out) {
        const { content } = saidIn(text);
        change(id, version, (found) => ({ ...found, state: "expired", text: JSON.stringify({ content }) }));
      }
      for (const [id, { expires }] of kept) if (expires < forget) kept.delete(id);
      return out.map(([id]) => id);
    },
    close: async () => undefined,
  };
}

const saidIn = (text: string): Pick<NewSession, "content" | "secret"> => JSON.parse(text);
