/** For verifiers: policies, nonces and verdicts. No logic. */
export type { Bilingual } from "../errors/bilingual.ts";
export { type ClaimPath, claimAt } from "../request/claim-path.ts";
export {
  type ClaimQuery,
  type ClaimValue,
  type CredentialQuery,
  type CredentialRequirement,
  type CredentialSetQuery,
  MAX_PRESENTATIONS,
  type PresentationRequest,
  type Presentations,
  type WalletRequest,
} from "../request/request.ts";
export { isWithheld, WITHHELD } from "../request/withheld.ts";
export type { Challenge, ChallengeStore, OpenChallenges } from "../stores/challenge-store.ts";
export { createMemoryChallengeStore } from "../stores/memory/challenge-store.ts";
export { createMemorySessionStore } from "../stores/memory/session-store.ts";
export type { NewSession, SessionEnd, SessionStore, StoredSession } from "../stores/session-store.ts";
export { type Challenges, type ChallengesOptions, createChallenges } from "../verdict/challenges.ts";
export { type Clock, SealedClock, systemClock } from "../verdict/clock.ts";
export { toJson } from "../verdict/json.ts";
export { type Policy, requestOf } from "../verdict/policy.ts";
export { preparePolicy } from "../verdict/policy-check.ts";
export { readPolicy } from "../verdict/policy-file.ts";
export type { CheckName, CredentialVerdict, Finding, Outcome, Verdict } from "../verdict/verdict.ts";
export { createVerifier, type Verifier, type VerifierOptions } from "../verifier/verifier.ts";
