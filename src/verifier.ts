import { Verifier, type VerifierOptions } from "./verifier/verifier.ts";

export type { Words } from "./errors/words.ts";
export { type ClaimPath, claimAt } from "./request/claim-path.ts";
export {
  type ClaimQuery,
  type ClaimValue,
  type CredentialQuery,
  type CredentialRequirement,
  type CredentialSetQuery,
  MAX_PRESENTATIONS,
  type PresentationRequest,
  type Presentations,
} from "./request/request.ts";
export { isWithheld, WITHHELD } from "./request/withheld.ts";
export type { Challenge, ChallengeStore, OpenChallenges } from "./stores/challenge-store.ts";
export { memoryChallengeStore } from "./stores/memory/challenge-store.ts";
export { memorySessionStore } from "./stores/memory/session-store.ts";
export type { NewSession, Session, SessionEnd, SessionStore } from "./stores/session-store.ts";
export { type Clock, SealedClock, systemClock } from "./verdict/clock.ts";
export { toJson } from "./verdict/json.ts";
export { type Challenges, type ChallengesOptions, challenges } from "./verdict/nonces.ts";
export { type Policy, requestOf } from "./verdict/policy.ts";
export { readPolicy } from "./verdict/policy-file.ts";
export type { CheckName, CredentialVerdict, Finding, Outcome, Verdict } from "./verdict/verdict.ts";
export type { Verifier, VerifierOptions } from "./verifier/verifier.ts";
export { verify } from "./verifier/verify.ts";

/** Who verifies presentations again and again, with one clock of its own. */
export function createVerifier(options: VerifierOptions): Verifier {
  return new Verifier(options);
}
