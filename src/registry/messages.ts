import { CONTRACT_MESSAGES, type ContractError } from "../errors/contracts.ts";

/** In the order of OpenZeppelin's `IGovernor.ProposalState`. */
export const PROPOSAL_STATES = [
  "pending",
  "active",
  "cancelled",
  "defeated",
  "succeeded",
  "queued",
  "expired",
  "executed",
] as const;

export function messageOf(error: ContractError, facts: Readonly<Record<string, unknown>>): string {
  return CONTRACT_MESSAGES[error].replaceAll(/\{(\w+)\}/g, (whole, fact: string) => {
    if (error === "GovernorUnexpectedProposalState" && fact === "current") {
      return PROPOSAL_STATES[Number(facts.current)] ?? whole;
    }
    return String(facts[fact] ?? whole);
  });
}
