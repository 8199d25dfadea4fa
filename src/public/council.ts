/** The council: proposals and votes, with the calls of each proposal decoded for the voters. No logic. */
export {
  type CouncilMember,
  type CouncilMemberOptions,
  createCouncilMember,
  type FreezeCalled,
  type NamedProposal,
  type ProposalDecided,
} from "../authority/council-member.ts";
export { type ProposeOptions, proposeActions } from "../authority/propose.ts";
export { checkDecoded, checkMayVote } from "../authority/vote.ts";
export type { DescribedValue, ValueKind } from "../registry/council/action-values.ts";
export {
  accountMembers,
  type CouncilAction,
  type CouncilCall,
  callOf,
  type NamedType,
  timeMembers,
  typeIdOf,
} from "../registry/council/actions.ts";
export { checkActions, ofAction } from "../registry/council/check-actions.ts";
export {
  type Ballot,
  cancel,
  execute,
  findProposal,
  type ProposalState,
  proposals,
  propose,
  proposedBefore,
  queue,
  readyAt,
  stateOf,
  vote,
} from "../registry/council/council.ts";
export {
  type Decision,
  decisionsOf,
  decodeCall,
  describeAction,
  type ProposedCall,
  type Undecodable,
  type UndecodedCall,
} from "../registry/council/decode.ts";
export type { Proposal } from "../registry/council/proposal.ts";
export { validatorStorage } from "../registry/council/validator-set.ts";
