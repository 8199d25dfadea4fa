/** What runs in Node only: reading files, and stores that write to them. Everything else of Didim also runs in a browser. No logic. */

export {
  createAccountKeyFile,
  createSigningKeyFile,
  type KeyFileOptions,
  type NewKeyFile,
  openAccountKeyFile,
  openSigningKeyFile,
} from "../key-files/key-file.ts";
export { newSigningKey, saidThumbprint, unsealSigningKey } from "../key-files/sealed-signing-key.ts";
export { makeFolder, syncFolder, writeAtomic } from "../stores/files/atomic.ts";
export { type FileChallengeStoreOptions, openFileChallengeStore } from "../stores/files/challenge-store.ts";
export { createFileIndexStore, type FileIndexStoreOptions, readIndexRecord } from "../stores/files/index-store.ts";
export { type FileIssuanceRegisterOptions, openFileIssuanceRegister } from "../stores/files/issuance-register.ts";
export { acquireLock, type Lock } from "../stores/files/locking/lock.ts";
export { createFileOutboxStore } from "../stores/files/outbox.ts";
export { fileText, type ReadText, readBytes, textIn } from "../stores/files/reading.ts";
export { checkNewPassword } from "../stores/files/sealing/password.ts";
export { type FileSessionStoreOptions, openFileSessionStore } from "../stores/files/session-store.ts";
export { createFileSnapshotStore } from "../stores/files/snapshot-store.ts";
export { type FileVaultOptions, openFileVault } from "../stores/files/vault.ts";
export { advanceFile, installAnchor, loadAnchor } from "../trust-anchor/files/anchor-store.ts";
export { type Mistake, parseWritten, type Refusal } from "../written/json.ts";
export { unknownNames } from "../written/names.ts";
