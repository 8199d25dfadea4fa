/** What needs Node: the stores that keep to files. Everything else of Didim runs in a browser, too. No logic. */
export { type ChallengeFileOptions, openChallengeStore } from "./stores/files/challenge-store.ts";
export { type FileIndexStoreOptions, fileIndexStore } from "./stores/files/index-store.ts";
export { fileOutboxStore } from "./stores/files/outbox.ts";
export { openSessionStore, type SessionFileOptions } from "./stores/files/session-store.ts";
export { fileSnapshotStore } from "./stores/files/snapshot-store.ts";
export { openVault, type VaultOptions } from "./stores/files/vault.ts";
export { advanceFile, installAnchor, loadAnchor } from "./trust-anchor/files/anchor-store.ts";
