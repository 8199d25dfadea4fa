import { CONTRACT_MESSAGES, type ContractError } from "../errors/contracts.ts";
import { timeOf } from "../errors/time-text.ts";
import { NO_END } from "../records/directory-rule.ts";

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
  return CONTRACT_MESSAGES[error].replaceAll(/\{(\w+)(:time)?\}/g, (whole, fact: string, time?: string) => {
    if (error === "GovernorUnexpectedProposalState" && fact === "current") {
      return PROPOSAL_STATES[Number(facts.current)] ?? whole;
    }
    const value = facts[fact] ?? whole;
    return (time === undefined ? undefined : timeText(value)) ?? String(value);
  });
}

const timeText = (value: unknown): string | undefined => (Number(value) === NO_END ? "no end" : timeOf(value));
