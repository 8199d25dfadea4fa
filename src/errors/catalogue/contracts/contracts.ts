import { CONTRACT_MESSAGES, type ContractError, isContractError } from "../../contracts.ts";
import { type ErrorEntry, refused } from "../entry.ts";
import { GOVERNANCE_KOREAN } from "./governance-korean.ts";
import { REGISTRIES_KOREAN } from "./registries-korean.ts";

const KOREAN: Readonly<Record<ContractError, string>> = { ...REGISTRIES_KOREAN, ...GOVERNANCE_KOREAN };

/** What only somebody else may do. Every other refusal is a conflict with what the registries hold. */
const OF_ANOTHER_ACTOR: ReadonlySet<ContractError> = new Set<ContractError>([
  "DIDNotController",
  "DIDNotRecoverer",
  "DIDSignatureInvalid",
  "TypeNotAuthority",
  "TypeNotOfferedTo",
  "AccreditationForbidden",
  "FreezeNotSeat",
  "StatusNotIssuer",
  "StatusBeyondOperator",
  "CouncilNotController",
  "CouncilNotSeated",
  "GovernorUnableToCancel",
  "GovernorOnlyExecutor",
  "GovernorInvalidSignature",
  "GovernorRestrictedProposer",
  "GovernorInsufficientProposerVotes",
  "TimelockUnauthorizedCaller",
  "GovernedNotCouncil",
  "RelyingPartiesNotController",
  "RelyingPartiesNotSupervisor",
  "RelyingPartiesNotYours",
  "AccessControlUnauthorizedAccount",
]);

function entryOf(name: ContractError): ErrorEntry {
  return refused(OF_ANOTHER_ACTOR.has(name) ? 403 : 409, { en: CONTRACT_MESSAGES[name], ko: KOREAN[name] });
}

/** What the contracts refuse. */
export const CONTRACTS = Object.fromEntries(
  Object.keys(CONTRACT_MESSAGES)
    .filter(isContractError)
    .map((name) => [`registry.${name}`, entryOf(name)]),
) as Readonly<Record<`registry.${ContractError}`, ErrorEntry>>;
