/** The stores on which each port's contract tests run. For a new store (SQL, for example), add a line. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChallengeStore } from "../../src/stores/challenge-store.ts";
import { openFileChallengeStore } from "../../src/stores/files/challenge-store.ts";
import { createFileIndexStore } from "../../src/stores/files/index-store.ts";
import { openFileIssuanceRegister } from "../../src/stores/files/issuance-register.ts";
import { createFileOutboxStore } from "../../src/stores/files/outbox.ts";
import { openFileSessionStore } from "../../src/stores/files/session-store.ts";
import { createFileSnapshotStore } from "../../src/stores/files/snapshot-store.ts";
import { openFileVault } from "../../src/stores/files/vault.ts";
import type { IndexStore } from "../../src/stores/index-store.ts";
import type { IssuanceRegister } from "../../src/stores/issuance-register.ts";
import { createMemoryChallengeStore } from "../../src/stores/memory/challenge-store.ts";
import { createMemoryIndexStore } from "../../src/stores/memory/index-store.ts";
import { createMemoryIssuanceRegister } from "../../src/stores/memory/issuance-register.ts";
import { createMemoryOutboxStore } from "../../src/stores/memory/outbox.ts";
import { createMemorySessionStore } from "../../src/stores/memory/session-store.ts";
import { createMemorySnapshotStore } from "../../src/stores/memory/snapshot-store.ts";
import { createMemoryCredentialStore, createMemoryKeyStore } from "../../src/stores/memory/vault.ts";
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
  memory: { in: createMemoryIndexStore, isShared: false },
  files: { in: (folder) => createFileIndexStore({ folder, create: true, waitMs: 20_000 }), isShared: true },
};

export const ISSUANCE_REGISTERS: Implementations<IssuanceRegister> = {
  memory: { in: createMemoryIssuanceRegister, isShared: false },
  files: { in: (folder) => openFileIssuanceRegister({ path: join(folder, "issued.db") }), isShared: true },
};

export const OUTBOX_STORES: Implementations<OutboxStore> = {
  memory: { in: createMemoryOutboxStore, isShared: false },
  files: { in: (folder) => createFileOutboxStore({ folder }), isShared: true },
};

export const VAULTS: Implementations<Vault> = {
  memory: {
    in: () => ({ keys: createMemoryKeyStore(), credentials: createMemoryCredentialStore() }),
    isShared: false,
  },
  files: {
    in: (folder) => openFileVault({ path: join(folder, "wallet.json"), password: "a wallet of many", cost: 2 ** 14 }),
    isShared: true,
  },
};

export const CHALLENGE_STORES: Implementations<ChallengeStore> = {
  memory: { in: createMemoryChallengeStore, isShared: false },
  files: { in: (folder) => openFileChallengeStore({ path: join(folder, "challenges.db") }), isShared: true },
};

export const SESSION_KEY = Buffer.alloc(32, "the key of the tests");

export const SESSION_STORES: Implementations<SessionStore> = {
  memory: { in: createMemorySessionStore, isShared: false },
  files: {
    in: (folder) => openFileSessionStore({ path: join(folder, "sessions.db"), key: SESSION_KEY }),
    isShared: true,
  },
};

export const SNAPSHOT_STORES: Implementations<SnapshotStore> = {
  memory: { in: createMemorySnapshotStore, isShared: false },
  files: { in: (folder) => createFileSnapshotStore({ path: join(folder, "replica.snapshot") }), isShared: true },
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
