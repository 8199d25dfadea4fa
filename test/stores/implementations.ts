/** The stores on which each port's contract tests run. For a new store (SQL, for example), add a line. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChallengeStore } from "../../src/stores/challenge-store.ts";
import { openChallengeStore } from "../../src/stores/files/challenge-store.ts";
import { fileIndexStore } from "../../src/stores/files/index-store.ts";
import { fileOutboxStore } from "../../src/stores/files/outbox.ts";
import { openSessionStore } from "../../src/stores/files/session-store.ts";
import { fileSnapshotStore } from "../../src/stores/files/snapshot-store.ts";
import { openVault } from "../../src/stores/files/vault.ts";
import type { IndexStore } from "../../src/stores/index-store.ts";
import { memoryChallengeStore } from "../../src/stores/memory/challenge-store.ts";
import { memoryIndexStore } from "../../src/stores/memory/index-store.ts";
import { memoryOutboxStore } from "../../src/stores/memory/outbox.ts";
import { memorySessionStore } from "../../src/stores/memory/session-store.ts";
import { memorySnapshotStore } from "../../src/stores/memory/snapshot-store.ts";
import { memoryCredentialStore, memoryKeyStore } from "../../src/stores/memory/vault.ts";
import type { OutboxStore } from "../../src/stores/outbox.ts";
import type { SessionStore } from "../../src/stores/session-store.ts";
import type { SnapshotStore } from "../../src/stores/snapshot-store.ts";
import type { Vault } from "../../src/stores/vault.ts";

export interface Implementation<Store> {
  /** A store that keeps its data, if any, in the folder. */
  in(folder: string): Store | Promise<Store>;
  /** Whether several processes can share the store and find its data after a crash. */
  readonly isShared: boolean;
}

type Implementations<Store> = Readonly<Record<string, Implementation<Store>>>;

export const INDEX_STORES: Implementations<IndexStore> = {
  memory: { in: memoryIndexStore, isShared: false },
  files: { in: (folder) => fileIndexStore(folder, { create: true, waitMs: 20_000 }), isShared: true },
};

export const OUTBOX_STORES: Implementations<OutboxStore> = {
  memory: { in: memoryOutboxStore, isShared: false },
  files: { in: fileOutboxStore, isShared: true },
};

export const VAULTS: Implementations<Vault> = {
  memory: {
    in: () => ({ keys: memoryKeyStore(), credentials: memoryCredentialStore() }),
    isShared: false,
  },
  files: {
    in: (folder) => openVault({ path: join(folder, "wallet.json"), password: "a wallet of many", cost: 2 ** 14 }),
    isShared: true,
  },
};

export const CHALLENGE_STORES: Implementations<ChallengeStore> = {
  memory: { in: memoryChallengeStore, isShared: false },
  files: { in: (folder) => openChallengeStore({ path: join(folder, "challenges.db") }), isShared: true },
};

export const SESSION_KEY = Buffer.alloc(32, "the key of the tests");

export const SESSION_STORES: Implementations<SessionStore> = {
  memory: { in: memorySessionStore, isShared: false },
  files: { in: (folder) => openSessionStore({ path: join(folder, "sessions.db"), key: SESSION_KEY }), isShared: true },
};

export const SNAPSHOT_STORES: Implementations<SnapshotStore> = {
  memory: { in: memorySnapshotStore, isShared: false },
  files: { in: (folder) => fileSnapshotStore(join(folder, "replica.snapshot")), isShared: true },
};

export interface Tried<Store> {
  /** The store under test; a shared one is opened as another process would open it. */
  open(): Promise<Store>;
  /** A new store at a place of its own. */
  fresh(): Promise<Store>;
  /** For programs that open the store by {@link storeOf}. */
  place(): readonly [name: string, folder: string];
  readonly isShared: boolean;
}

/** Runs the contract tests of a port for each implementation; each test has a place of its own. */
export function eachOf<Store>(
  port: string,
  implementations: Implementations<Store>,
  contract: (tried: Tried<Store>) => void,
): void {
  for (const [name, implementation] of Object.entries(implementations)) {
    describe(`${port}, as ${name}`, function () {
      this.timeout(120_000);
      let folder: string;
      let only: Store | undefined;
      beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "didim-store-"));
        only = undefined;
      });
      afterEach(() => rmSync(folder, { recursive: true }));
      contract({
        isShared: implementation.isShared,
        place: () => [name, folder],
        fresh: async () => implementation.in(mkdtempSync(join(folder, "fresh-"))),
        async open() {
          if (implementation.isShared) return implementation.in(folder);
          only ??= await implementation.in(folder);
          return only;
        },
      });
    });
  }
}

/** In a program started by a test: opens the store at the place that the test named. */
export async function storeOf<Store>(
  implementations: Implementations<Store>,
  [name = "", folder = ""]: readonly (string | undefined)[],
): Promise<Store> {
  const found = implementations[name];
  if (found === undefined) throw new RangeError(`no store is called ${name}`);
  return found.in(folder);
}
