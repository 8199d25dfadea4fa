/** For wallets: keys, credentials, and answers to requests. No logic. */
export type { HeldCredential, UnreadableCredential } from "../holder/entry.ts";
export type { Candidate, Match, Matches, SetMatch } from "../holder/match.ts";
export type { Choice } from "../holder/present.ts";
export type { ProvenVerifier } from "../holder/request.ts";
export type { Review, ReviewItem, ReviewResult } from "../holder/review.ts";
export type { Staples } from "../holder/staple.ts";
export {
  createWallet,
  type PresentOptions,
  type ReviewOptions,
  type Wallet,
  type WalletOptions,
} from "../holder/wallet.ts";
export {
  claimId,
  claimIds,
  type RelyingPartiesAsOf,
  type RelyingPartyReader,
  type RelyingPartyRegistration,
} from "../records/relying-parties.ts";
export type {
  ClaimQuery,
  ClaimValue,
  CredentialQuery,
  CredentialSetQuery,
  PresentationRequest,
  Presentations,
} from "../request/request.ts";
export { createMemoryCredentialStore, createMemoryKeyStore } from "../stores/memory/vault.ts";
export type { CredentialStore, HeldKey, KeyStore, StoredCredential, Vault } from "../stores/vault.ts";
