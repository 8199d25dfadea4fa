/**
 * What the contracts' errors mean to a person: what happened, and where there is one, what to do. `{fact}` is a value of the
 * error. A test holds that every error of every contract has its words here.
 */
const WORDS: Readonly<Record<string, string>> = {
  // DIDRegistry
  DIDNotController: "{caller} does not act for {identity}; {controller} does.",
  DIDDeactivated: "The DID of {identity} is deactivated, for good.",
  DIDZeroAddress: "Nobody (address 0) cannot control or recover {identity}. To end it, deactivate it.",
  DIDNameUnknown: "No DID resolver reads an entry named {name}.",
  DIDValueLength: "The value has {length} bytes; 1 to {most} are allowed.",
  DIDNotAPoint: "The key is no compressed point of its curve.",
  DIDKeyKnown: "{thumbprint} is, or was, registered for {identity}: a key or certificate lives once. Take another one.",
  DIDKeyUnknown: "{identity} has no key or certificate {thumbprint}.",
  DIDAlgorithmRefused:
    "What is registered by its hash has a number from 3 to 129, not {algorithm}: points (1, 2) are registered as such, and the others are reserved.",
  DIDAnchorNotItsHash: "A certificate is known by its own SHA-256, {hash}, and not by {thumbprint}.",
  DIDZeroHash: "Neither a thumbprint nor a SHA-256 is 0.",
  DIDKeyEnded: "{thumbprint} ended already (at {until}); it can still be declared compromised.",
  DIDSinceOutOfRange: "The compromise must begin between {from} and {to}, not at {since}.",
  DIDAttributeUnknown: "{identity} has no such entry.",
  DIDZeroValidity: "A validity is at least one second.",
  DIDFull: "{identity} has {most} unexpired entries of this sort already. End one first.",
  DIDSignatureExpired: "The signed operation was good until {deadline}; it is {time} now. Sign it again.",
  DIDSignatureInvalid: "Nobody who controls {identity} signed this (next nonce: {nonce}).",
  DIDNotSignedFor: "What was signed for {signedFor} cannot change {identity}.",
  DIDRelayMisused:
    "A signed operation changes something of its identity; it neither brings another one nor acts as a recoverer.",
  DIDNotRecoverer: "{caller} is not the recovery address of {identity}.",
  DIDNoRecovery: "No recovery of {identity} is under way.",
  DIDRecoveryNotReady: "The recovery of {identity} can be finished from {readyAt} on; it is {time} now.",
  DIDRecoveryUnderWay:
    "A recovery of {identity} is under way (until {readyAt}); wait until it is finished or cancelled.",
  // CredentialTypes
  TypeNotAuthority: "{caller} does not act for {authority}, the authority of this type.",
  TypeNotOfferedTo: "The type was not offered to whom {caller} acts for, but to {successor}.",
  TypeKnown: "The type {typeId} is registered already.",
  TypeUnknown: "There is no type {typeId}. Is its vct written exactly as it was registered?",
  TypeRetiredAlready: "The type {typeId} is retired already, from {retired} on.",
  TypeRetirementInPast: "A retirement is announced for now or later, not for {retired}.",
  TypeBadAuthority: "{authority} cannot become the authority: it is nobody, deactivated, or the authority already.",
  TypeTextLength: "The text has {length} bytes; at most {most} are allowed, and a vct needs one.",
  TypeFlagsUnknown: "Of a type's flags the lowest three have a meaning; {flags} has others.",
  TypeSinceOutOfRange:
    "A theft begins between the registration of the type and the end of the stolen term, and never later than was known: from {from} to {to}, not at {since}.",
  TypeTermNotEnded: "Term of office {term} has not ended. A present authority that was stolen is replaced.",
  TypeTooManyEpochs: "The type {typeId} has had as many authorities as its record can count.",
  // Accreditations
  AccreditationForbidden: "{caller} acts neither for the accreditor of {issuer} nor for the authority of the type.",
  AccreditationTypeUnknown: "There is no type {typeId}. Is its vct written exactly as it was registered?",
  AccreditationTypeRetired: "The type {typeId} is retired from {retired} on.",
  AccreditationHolderDeactivated: "The DID of {issuer} is deactivated.",
  AccreditationNoApplication: "{issuer} has not applied for this type. An accreditation begins with an application.",
  AccreditationNothingAsked: "An application asks to issue, or for 1 to 7 levels to accredit below, or both.",
  AccreditationBeyondApplication: "No more can be granted than was applied for.",
  AccreditationBeyondAccreditor: "{accreditor} cannot hand on what it does not hold ({levels} levels).",
  AccreditationExceptions:
    "The exceptions of {issuer} are {granted} until its accreditation is withdrawn, and only 0 and 1 have a meaning, not {exceptions}.",
  AccreditationInForce: "{issuer} is accredited for this type already, or suspended.",
  AccreditationNotInForce: "{issuer} is not accredited for this type now.",
  AccreditationNotSuspended: "{issuer} is not suspended.",
  AccreditationEndedBefore:
    "The accreditation of {issuer} had ended before it was suspended: take the suspension back without an end to come (until 0), and accredit {issuer} anew if it is to go on.",
  AccreditationParentWithdrawn:
    "{accreditor}, which accredited {issuer}, was withdrawn since, and nothing below it revives. Withdraw or end the accreditation of {issuer}, and accredit it anew.",
  AccreditationUnknown: "{issuer} has no accreditation number {index} for this type.",
  AccreditationReasonSet: "The accreditation of {issuer} ended for a reason that is as bad already.",
  AccreditationEndInPast: "The end must be in the future, not at {until}.",
  AccreditationNotAnnullable: "Only what was begun while a thief acted for the type can be annulled.",
  AccreditationFrozen: "Accreditations and reinstatements for this type are frozen until {until}.",
  AccreditationExhausted: "{issuer} has used up its record for this type. It needs another DID.",
  AccreditationTextLength:
    "The text has {length} bytes; at most {most} are allowed, and an agency needs a name in one language.",
  AnchorAssignedAlready: "The certificate {anchor} is that of {issuer} already (of nobody: it is 0). Release it first.",
  AnchorNotAssigned: "The certificate {anchor} is assigned to nobody.",
  FreezeNotSeat: "{caller} does not act for {member}, or {member} holds no seat.",
  FreezeSupportedAlready: "{member}, or another seat of the same controller, supports this freeze already.",
  FreezeTooSoon: "This type can be frozen again from {notBefore} on.",
  // StatusLists
  StatusNotIssuer: "{caller} is neither the controller of {issuer} nor the operator of list {list}.",
  StatusBeyondOperator: "An operator may suspend and reinstate, nothing else. Revoking takes the issuer's controller.",
  StatusListUnopened: "{issuer} has not opened list {list}.",
  StatusListOpen: "{issuer} has opened list {list} already.",
  StatusBadCapacity: "A capacity is a multiple of 128, from 128 to 2^31, and only grows (now {present}).",
  StatusOutOfRange: "List {list} has room for {capacity} credentials; there is no index {index}.",
  StatusFinal: "A revoked credential stays revoked.",
  StatusValueUnknown: "A status is 0, 1, 2 or 3, not {value}.",
  StatusMaskSplit: "A mask covers whole statuses, and no value lies outside its mask.",
  StatusLengths: "As many masks ({masks}) and values ({values}) are needed as words ({words}).",
  // Council and its timelock
  CouncilNotController: "{caller} does not act for {did}; {controller} does.",
  CouncilInactive: "{did} is nobody or deactivated, and can hold no office.",
  CouncilNotSeated: "{did} holds no seat.",
  CouncilAlreadySeated: "{did} holds a seat already.",
  CouncilSeatedTooLate: "{did} took its seat after the proposal was made, and has no vote on it.",
  CouncilFull: "The council has {seats} seats, and no room for more.",
  CouncilLastSeat: "{did} holds the last seat, which cannot be removed.",
  CouncilAlreadyGuardian: "{did} is the guardian already.",
  CouncilZeroPeriod: "The voting delay, voting period and timelock delay must be above zero.",
  CouncilGuardianCannotKeepOffice: "The guardian cannot cancel the proposal that replaces it.",
  CouncilClosed: "The council does not offer this.",
  GovernorAlreadyCastVote: "{voter} has voted already, and a vote is for good.",
  GovernorAlreadyQueuedProposal: "The proposal is queued already.",
  GovernorNonexistentProposal: "There is no proposal {proposalId}.",
  GovernorUnexpectedProposalState: "The proposal is {current} now, where this cannot be done.",
  GovernorUnableToCancel: "Only the guardian's controller may cancel, not {account}.",
  GovernorOnlyExecutor: "Only the council itself may do this: make it a proposal.",
  GovernorInvalidVoteType: "A vote is against (0), for (1) or abstain (2).",
  GovernorInvalidSignature: "The ballot is not signed by whoever acts for {voter}.",
  GovernorInvalidProposalLength: "A proposal has at least one action.",
  GovernorRestrictedProposer: "The description reserves this proposal for another proposer than {proposer}.",
  GovernorInsufficientProposerVotes: "{proposer} holds no seat, and cannot propose.",
  GovernorProposalQueueingFailed: "The proposal could not be queued.",
  GovernorProposalQueueingNotRequired: "The proposal needs no queueing.",
  GovernorDisabledDeposit: "The council takes no money.",
  GovernorInvalidVoteParams: "Ballots have no parameters.",
  GovernorInvalidVotingPeriod: "The voting period must be above zero.",
  TimelockFixed: "The timelock's delay and roles are fixed.",
  TimelockInsufficientDelay: "The delay must be at least {minDelay} s.",
  TimelockInvalidOperationLength: "Targets, values and calls differ in number.",
  TimelockUnauthorizedCaller: "Only the council may do this: make it a proposal.",
  TimelockUnexecutedPredecessor: "What must come first has not been carried out.",
  TimelockUnexpectedOperationState: "The decision cannot be carried out yet, or was already.",
  // Directory, RelyingParties
  GovernedNotCouncil: "Only the council may do this: make it a proposal.",
  GovernedNoCode: "There is no contract at {target}.",
  DirectoryNoName: "A directory entry needs a name.",
  DirectoryNoCode: "There is no contract at {registry}.",
  DirectoryUnchanged: "{registry} is the current one of that name already.",
  DirectoryNoCurrent: "The name has no current entry.",
  DirectoryNoEntry: "The name has no entry {index}.",
  DirectoryAlreadyDistrusted: "Entry {index} is distrusted already.",
  DirectoryDistrustedCode: "The same code was distrusted before (entry {index}) and cannot come back.",
  DirectoryReasonLength: "The reason has {length} bytes, which are none or too many.",
  RelyingPartiesNotController: "{caller} does not act for {supervisor}; {controller} does.",
  RelyingPartiesNotSupervisor: "{supervisor} is not appointed as supervising authority now.",
  RelyingPartiesAlreadySupervisor: "{supervisor} is appointed already, until {until}.",
  RelyingPartiesInactive: "{did} is nobody or deactivated.",
  RelyingPartiesNotYours: "The registration in force is that of {holder}, not of {supervisor}.",
  RelyingPartiesAlreadyRegistered: "{relyingParty} is registered for this type already, until {until}. Renew it.",
  RelyingPartiesNotRegistered: "{relyingParty} is not registered for this type.",
  RelyingPartiesNoType: "A registration names a credential type.",
  RelyingPartiesPastEnd: "The end must be in the future, not at {until}.",
  RelyingPartiesClaimCount: "A registration has 1 to 32 claims, not {claims}.",
  RelyingPartiesClaimOrder: "Claim ids must ascend, without repetition (position {position}).",
  RelyingPartiesNameLength:
    "A name has at most 96 bytes, and one of the two is not empty (Korean {korean} bytes, English {english}).",
  RelyingPartiesContactLength: "The contact has {length} bytes; 1 to 256 are allowed.",
  RelyingPartiesTooManyAppointments: "{supervisor} was appointed 64 times. Appoint another DID.",
  RelyingPartiesSinceOutOfRange: "The theft must have begun between {from} and {to}, not at {since}.",
  RelyingPartiesPurposeLength: "The purpose has {length} bytes; 1 to 280 are allowed.",
  RelyingPartiesTooManyAsked: "At most 256 claims are answered at once, not {asked}.",
  // ValidatorSet, EvidenceLog
  ValidatorSetZeroAddress: "Address 0 seals no blocks.",
  ValidatorSetAlreadyIn: "{validator} is a validator already.",
  ValidatorSetNotIn: "{validator} is no validator.",
  ValidatorSetFull: "There are {most} validators already, which is the most.",
  ValidatorSetEmpty: "Without a validator the chain would end.",
  ValidatorSetTooManyChanges:
    "{made} of {allowed} changes of the validators were made within a day; none can be made before {notBefore}.",
  EvidenceNoRoots: "There is nothing to anchor.",
  EvidenceZeroRoot: "Root {position} is 0, which is no hash of anything.",
  // Libraries below them
  AccessControlBadConfirmation: "The account to renounce a role is not the caller.",
  AccessControlUnauthorizedAccount: "{account} does not have the role for this.",
  CheckpointUnorderedInsertion: "A checkpoint was out of order.",
  FailedCall: "A call of the decision failed without a reason.",
  InvalidAccountNonce: "The signature's nonce is not {currentNonce}, the next of {account}.",
  InvalidShortString: "A short string is invalid.",
  SafeCastOverflowedUintDowncast: "{value} does not fit {bits} bits.",
  StringTooLong: "A string is too long.",
};

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

export function messageOf(error: string, facts: Readonly<Record<string, unknown>>): string {
  const words = WORDS[error] ?? `The registry refused this: ${error}.`;
  return words.replaceAll(/\{(\w+)\}/g, (whole, fact: string) => {
    if (error === "GovernorUnexpectedProposalState" && fact === "current") {
      return PROPOSAL_STATES[Number(facts.current)] ?? whole;
    }
    return String(facts[fact] ?? whole);
  });
}

export function hasWords(error: string): boolean {
  return Object.hasOwn(WORDS, error);
}
