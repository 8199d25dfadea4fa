/**
 * The roles of Didim and their types: issuer, holder and verifier. Everything else has its own entry, such as
 * `didim/registry`. No logic.
 */
export type { PublicJwk, SignatureAlgorithm, Signer } from "../crypto/keys/keys.ts";
export type { Bilingual } from "../errors/bilingual.ts";
export type { ErrorCode } from "../errors/catalogue/catalogue.ts";
export { DidimError, isDidimError } from "../errors/error.ts";
export type { Facts } from "../facts/facts.ts";
export type { Encoded } from "../formats/format.ts";
export type { HeldCredential, UnreadableCredential } from "../holder/entry.ts";
export type { Candidate, Match, Matches } from "../holder/match.ts";
export type { Choice } from "../holder/present.ts";
export type { Review, ReviewItem, ReviewResult } from "../holder/review.ts";
export { createWallet, type PresentOptions, type Wallet, type WalletOptions } from "../holder/wallet.ts";
export { createIssuer, type Issuer, type IssuerOptions } from "../issuer/issuer.ts";
export type { OneTimeRequest } from "../issuer/one-time.ts";
export type { Issued, IssueRequest } from "../issuer/requests.ts";
export type { Schemas } from "../issuer/schemas.ts";
export { type ClaimPath, claimAt } from "../request/claim-path.ts";
export type {
  CredentialQuery,
  CredentialRequirement,
  CredentialSetQuery,
  PresentationRequest,
  Presentations,
} from "../request/request.ts";
export { type Allocator, type AllocatorOptions, openAllocator } from "../status/allocator.ts";
export type { ChallengeStore } from "../stores/challenge-store.ts";
export type { IndexStore } from "../stores/index-store.ts";
export type { CredentialStore, HeldKey, KeyStore } from "../stores/vault.ts";
export { type Challenges, type ChallengesOptions, createChallenges } from "../verdict/challenges.ts";
export { type Clock, SealedClock, systemClock } from "../verdict/clock.ts";
export { type Policy, requestOf } from "../verdict/policy.ts";
export type { CheckName, CredentialVerdict, Finding, Outcome, Verdict } from "../verdict/verdict.ts";
export { createVerifier, type Verifier, type VerifierOptions } from "../verifier/verifier.ts";
