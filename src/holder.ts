import { Wallet, type WalletOptions } from "./holder/wallet.ts";

export { type CredentialStore, memoryCredentialStore, type StoredCredential } from "./holder/credentials.ts";
export type { HeldCredential, UnreadableCredential } from "./holder/entry.ts";
export { type HeldKey, type KeyStore, memoryKeyStore } from "./holder/keys.ts";
export type { Candidate, Match } from "./holder/match.ts";
export type { Choice } from "./holder/present.ts";
export type { PresentationRequest } from "./holder/request.ts";
export type { Review, ReviewItem, ReviewOutcome } from "./holder/review.ts";
export type { Staples } from "./holder/staple.ts";
export { openVault, type Vault, type VaultOptions } from "./holder/vault.ts";
export type { PresentOptions, Wallet, WalletOptions } from "./holder/wallet.ts";
export {
  claimId,
  claimIds,
  type RelyingPartiesAsOf,
  type RelyingPartyReader,
  type RelyingPartyRegistration,
} from "./records/relying-parties.ts";

/** A wallet's core: keys, credentials, and what is shown of them to whom. No network of its own, and no screen. */
export function createWallet(options: WalletOptions): Wallet {
  return new Wallet(options);
}
