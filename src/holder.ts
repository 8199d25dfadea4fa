import { Wallet, type WalletOptions } from "./holder/wallet.ts";

export type { HeldCredential, UnreadableCredential } from "./holder/entry.ts";
export type { Candidate, Match, Matches, SetMatch } from "./holder/match.ts";
export type { Choice } from "./holder/present.ts";
export type { Review, ReviewItem, ReviewOutcome } from "./holder/review.ts";
export type { Staples } from "./holder/staple.ts";
export type { PresentOptions, Wallet, WalletOptions } from "./holder/wallet.ts";
export {
  claimId,
  claimIds,
  type RelyingPartiesAsOf,
  type RelyingPartyReader,
  type RelyingPartyRegistration,
} from "./records/relying-parties.ts";
export type {
  ClaimQuery,
  ClaimValue,
  CredentialQuery,
  CredentialSetQuery,
  PresentationRequest,
  Presentations,
} from "./request/request.ts";
export { memoryCredentialStore, memoryKeyStore } from "./stores/memory/vault.ts";
export type { CredentialStore, HeldKey, KeyStore, StoredCredential, Vault } from "./stores/vault.ts";

/** A wallet's core: keys, credentials, and what is shown of them to whom. No network of its own, and no screen. */
export function createWallet(options: WalletOptions): Wallet {
  return new Wallet(options);
}
