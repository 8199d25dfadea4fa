/**
 * An English message for every error of every contract, by the contract's name for it: what happened, and what to do if
 * there is something. `{fact}` is a value of the error, `{fact:time}` one that is seconds since 1970. The registry's clients throw these messages, so they are apart
 * from the Korean ones. A test checks the list against the ABI.
 */
export const CONTRACT_MESSAGES = {
  // DIDRegistry
  DIDNotController: "{caller} does not control {identity}. Its controller is {controller}.",
  DIDDeactivated: "The DID of {identity} is deactivated. This cannot be undone.",
  DIDZeroAddress: "Address 0 cannot control or recover {identity}. To end the DID, deactivate it.",
  DIDNameUnknown: "DID resolvers do not read entries named {name}.",
  DIDValueLength: "The value has {length} bytes; 1 to {most} are allowed.",
  DIDNotAPoint: "The key is not a compressed point of its curve.",
  DIDKeyKnown:
    "{thumbprint} is or was registered for {identity}. A key or certificate can be registered only once; use another one.",
  DIDKeyUnknown: "{identity} has no key or certificate {thumbprint}.",
  DIDAlgorithmRefused:
    "Registration by hash needs a number from 3 to 129, not {algorithm}. P-256 and secp256k1 keys (1, 2) are registered as points; the other numbers are reserved.",
  DIDAnchorNotItsHash: "A certificate is registered under its own SHA-256, {hash}, not under {thumbprint}.",
  DIDZeroHash: "A thumbprint and a SHA-256 cannot be 0.",
  DIDKeyEnded: "{thumbprint} already ended (at {until:time}). It can still be declared compromised.",
  DIDSinceOutOfRange: "The compromise must begin between {from:time} and {to:time}, not at {since:time}.",
  DIDAttributeUnknown: "{identity} has no such entry.",
  DIDZeroValidity: "A validity must be at least one second.",
  DIDFull: "{identity} already has {most} unexpired entries of this kind. End one first.",
  DIDSignatureExpired: "The signed operation expired at {deadline:time}; it is now {time:time}. Sign it again.",
  DIDSignatureInvalid: "This is not signed by the controller of {identity} (next nonce: {nonce}).",
  DIDNotSignedFor: "An operation that was signed for {signedFor} cannot change {identity}.",
  DIDRelayMisused:
    "A signed operation can only change its own identity. It cannot contain another signed operation or act as a recoverer.",
  DIDNotRecoverer: "{caller} is not the recovery address of {identity}.",
  DIDNoRecovery: "No recovery of {identity} is under way.",
  DIDRecoveryNotReady: "The recovery of {identity} can be finished from {readyAt:time} on; it is now {time:time}.",
  DIDRecoveryUnderWay:
    "A recovery of {identity} is under way (until {readyAt:time}). Wait until it is finished or cancelled.",
  // CredentialTypes
  TypeNotAuthority: "{caller} does not act for {authority}, the authority of this type.",
  TypeNotOfferedTo: "The type was offered to {successor}, and {caller} does not act for it.",
  TypeKnown: "The type {typeId} is already registered.",
  TypeUnknown: "The type {typeId} does not exist. Is its vct written exactly as it was registered?",
  TypeRetiredAlready: "The type {typeId} is already retired, from {retired:time} on.",
  TypeRetirementInPast: "A retirement must begin now or later, not at {retired:time}.",
  TypeNotRetired: "The type {typeId} is not retired, so there is nothing to take back.",
  TypeNotReopenable:
    "Only a retirement that was decided while a thief acted for the type can be taken back. This one was decided at {decided:time}.",
  TypeRetirementEarlier:
    "The retirement that is taken back began at {present:time}. Another one cannot begin earlier, at {retired:time}; to retire the type earlier, use 'type retire'.",
  TypeBadAuthority: "{authority} cannot become the authority: it is address 0, deactivated, or already the authority.",
  TypeTextLength: "The text has {length} bytes; at most {most} are allowed, and a vct cannot be empty.",
  TypeFlagsUnknown: "Only the lowest three flags of a type have a meaning; {flags} has others.",
  TypeSinceOutOfRange:
    "The theft must begin between the registration of the type and the end of the stolen term, and not later than declared before: from {from:time} to {to:time}, not at {since:time}.",
  TypeTermNotEnded: "Term of office {term} has not ended. Replace the present authority instead.",
  TypeTooManyEpochs: "The type {typeId} has had as many authorities as its record can hold.",
  // Accreditations
  AccreditationForbidden: "{caller} acts neither for the accreditor of {issuer} nor for the authority of the type.",
  AccreditationTypeUnknown: "The type {typeId} does not exist. Is its vct written exactly as it was registered?",
  AccreditationTypeRetired: "The type {typeId} is retired from {retired:time} on.",
  AccreditationHolderDeactivated: "The DID of {issuer} is deactivated.",
  AccreditationNoApplication: "{issuer} has not applied for this type. An accreditation begins with an application.",
  AccreditationNothingAsked:
    "An application must ask for the right to issue, for 1 to 7 levels to accredit below, or for both.",
  AccreditationBeyondApplication: "A grant cannot exceed the application.",
  AccreditationBeyondAccreditor: "{accreditor} cannot grant more than it holds ({levels} levels).",
  AccreditationExceptions:
    "The exceptions of {issuer} are {granted} until its accreditation is withdrawn. Only 0 and 1 have a meaning, not {exceptions}.",
  AccreditationInForce: "{issuer} is already accredited for this type, or suspended.",
  AccreditationNotInForce: "{issuer} is not accredited for this type now.",
  AccreditationNotSuspended: "{issuer} is not suspended.",
  AccreditationEndedBefore:
    "The accreditation of {issuer} had ended before it was suspended. Reinstate it with until 0; to let {issuer} issue again, accredit it again.",
  AccreditationParentWithdrawn:
    "The accreditation of {accreditor}, which accredited {issuer}, was withdrawn since, and cannot support a reinstatement. Withdraw or end the accreditation of {issuer}, and accredit it again.",
  AccreditationUnknown: "{issuer} has no accreditation number {index} for this type.",
  AccreditationReasonSet: "The accreditation of {issuer} already ended for the same or a worse reason.",
  AccreditationEndInPast: "The end must be in the future, not at {until:time}.",
  AccreditationNotAnnullable: "Only accreditations that began while a thief acted for the type can be annulled.",
  AccreditationFrozen: "Accreditations and reinstatements for this type are frozen until {until:time}.",
  AccreditationExhausted: "{issuer} has used up its record for this type. It needs another DID.",
  AccreditationTooSoon:
    "{issuer} has begun too many epochs for this type. The next can begin from {notBefore:time} on, then one every six hours.",
  AccreditationTextLength:
    "The text has {length} bytes; at most {most} are allowed, and an agency needs a name in one language.",
  AnchorAssignedAlready: "The certificate {anchor} is already assigned to {issuer}, or it is 0. Release it first.",
  AnchorNotAssigned: "The certificate {anchor} is not assigned to an issuer.",
  FreezeNotSeat: "{caller} does not act for {member}, or {member} holds no seat.",
  FreezeSupportedAlready: "{member} already supports this freeze.",
  FreezeTooSoon: "This type can be frozen again from {notBefore:time} on.",
  // StatusLists
  StatusNotIssuer: "{caller} is neither the controller of {issuer} nor the operator of list {list}.",
  StatusBeyondOperator: "An operator may only suspend and reinstate. To revoke, use the issuer's controller.",
  StatusListUnopened: "{issuer} has not opened list {list}.",
  StatusListOpen: "{issuer} has already opened list {list}.",
  StatusBadCapacity: "A capacity must be a multiple of 128, from 128 to 2^31, and can only grow (now {present}).",
  StatusOutOfRange: "List {list} has room for {capacity} credentials; index {index} does not exist.",
  StatusFinal: "A revoked credential stays revoked.",
  StatusValueUnknown: "A status must be 0, 1, 2 or 3, not {value}.",
  StatusMaskSplit: "A mask must cover whole statuses, and a value must lie inside its mask.",
  StatusLengths: "The numbers of masks ({masks}), values ({values}) and words ({words}) must be equal.",
  // Council and its timelock
  CouncilNotController: "{caller} does not control {did}. Its controller is {controller}.",
  CouncilInactive: "{did} is address 0 or deactivated, and cannot hold an office.",
  CouncilNotSeated: "{did} does not hold a seat.",
  CouncilAlreadySeated: "{did} already holds a seat.",
  CouncilSeatedTooLate: "{did} took its seat after the proposal was made, and cannot vote on it.",
  CouncilFull: "The council has {seats} seats, the maximum.",
  CouncilLastSeat: "{did} holds the last seat, which cannot be removed.",
  CouncilAlreadyGuardian: "{did} is already the guardian.",
  CouncilZeroPeriod: "The voting delay, voting period and timelock delay must be above zero.",
  CouncilGuardianCannotKeepOffice: "The guardian cannot cancel the proposal that replaces it.",
  CouncilClosed: "The council does not offer this function.",
  GovernorAlreadyCastVote: "{voter} has already voted. A vote cannot be changed.",
  GovernorAlreadyQueuedProposal: "The proposal is already queued.",
  GovernorNonexistentProposal: "The proposal {proposalId} does not exist.",
  GovernorUnexpectedProposalState:
    "The proposal {proposalId} is {current}, so this cannot be done with it: only an active one is voted on (pending: not yet), only a succeeded one executed. To propose the same again, change its description.",
  GovernorUnableToCancel: "Only the guardian's controller may cancel, not {account}.",
  GovernorOnlyExecutor: "Only the council may do this. Make a proposal.",
  GovernorInvalidVoteType: "A vote must be against (0), for (1) or abstain (2).",
  GovernorInvalidSignature: "The ballot is not signed by the controller of {voter}.",
  GovernorInvalidProposalLength: "A proposal must have at least one action.",
  GovernorRestrictedProposer: "The description reserves this proposal for another proposer than {proposer}.",
  GovernorInsufficientProposerVotes: "{proposer} does not hold a seat, and cannot make proposals.",
  GovernorProposalQueueingFailed: "The proposal could not be queued.",
  GovernorProposalQueueingNotRequired: "The proposal needs no queueing.",
  GovernorDisabledDeposit: "The council does not accept money.",
  GovernorInvalidVoteParams: "Ballots cannot have parameters.",
  GovernorInvalidVotingPeriod: "The voting period must be above zero.",
  TimelockFixed: "The timelock's delay and roles cannot be changed.",
  TimelockInsufficientDelay: "The delay must be at least {minDelay} s.",
  TimelockInvalidOperationLength: "The numbers of targets, values and calls must be equal.",
  TimelockUnauthorizedCaller: "Only the council may do this. Make a proposal.",
  TimelockUnexecutedPredecessor: "A decision that must come first has not been executed.",
  TimelockUnexpectedOperationState: "The decision cannot be executed yet, or was already executed.",
  // Directory, RelyingParties
  GovernedNotCouncil: "Only the council may do this. Make a proposal.",
  GovernedNoCode: "There is no contract at {target}.",
  DirectoryNoName: "A directory entry needs a name.",
  DirectoryNoCode: "There is no contract at {registry}.",
  DirectoryUnchanged: "{registry} is already the current contract of that name.",
  DirectoryNoCurrent: "The name has no current entry.",
  DirectoryNoEntry: "The name has no entry {index}.",
  DirectoryAlreadyDistrusted: "Entry {index} is already distrusted.",
  DirectoryDistrustedCode: "The same code was distrusted before (entry {index}) and cannot be registered again.",
  DirectoryReasonLength: "The reason has {length} bytes; it is empty or too long.",
  RelyingPartiesNotController: "{caller} does not control {supervisor}. Its controller is {controller}.",
  RelyingPartiesNotSupervisor: "{supervisor} is not appointed as a supervising authority now.",
  RelyingPartiesNoAppointment: "{supervisor} has no appointment {index}.",
  RelyingPartiesAppointmentOver:
    "Appointment {index} of {supervisor} ended at {until:time}: only a theft can still be declared for it.",
  RelyingPartiesAlreadySupervisor: "{supervisor} is already appointed, until {until:time}.",
  RelyingPartiesInactive: "{did} is address 0 or deactivated.",
  RelyingPartiesNotYours: "The registration in force was made by {holder}, not by {supervisor}.",
  RelyingPartiesAlreadyRegistered:
    "{relyingParty} is already registered for this type, until {until:time}. Renew the registration.",
  RelyingPartiesNotRegistered: "{relyingParty} is not registered for this type.",
  RelyingPartiesNoType: "A registration must name a credential type.",
  RelyingPartiesPastEnd: "The end must be in the future, not at {until:time}.",
  RelyingPartiesClaimCount: "A registration must have 1 to 32 claims, not {claims}.",
  RelyingPartiesClaimOrder: "Claim ids must ascend, without repetition (position {position}).",
  RelyingPartiesNameLength:
    "A name can have at most 96 bytes, and one of the two names is required (Korean {korean} bytes, English {english}).",
  RelyingPartiesContactLength: "The contact has {length} bytes; 1 to 256 are allowed.",
  RelyingPartiesTooManyAppointments: "{supervisor} was appointed 64 times. Appoint another DID.",
  RelyingPartiesSinceOutOfRange: "The theft must have begun between {from:time} and {to:time}, not at {since:time}.",
  RelyingPartiesPurposeLength: "The purpose has {length} bytes; 1 to 280 are allowed.",
  RelyingPartiesTooManyAsked: "A question can have at most 256 claims, not {asked}.",
  // ValidatorSet, EvidenceLog
  ValidatorSetZeroAddress: "Address 0 cannot be a validator.",
  ValidatorSetAlreadyIn: "{validator} is already a validator.",
  ValidatorSetNotIn: "{validator} is not a validator.",
  ValidatorSetFull: "There are already {most} validators, the maximum.",
  ValidatorSetEmpty: "The last validator cannot be removed: the chain would stop.",
  ValidatorSetTooManyChanges:
    "{made} of {allowed} allowed changes of validators were made within a day. The next one is possible from {notBefore:time} on.",
  EvidenceNoRoots: "No roots were given to anchor.",
  EvidenceZeroRoot: "Root {position} is 0, which is not a hash.",
  // Libraries that the contracts use
  AccessControlBadConfirmation: "The account that renounces a role must be the caller.",
  AccessControlUnauthorizedAccount: "{account} does not have the role for this.",
  CheckpointUnorderedInsertion: "A checkpoint was out of order.",
  FailedCall: "A call of the decision failed without a reason.",
  InvalidAccountNonce: "The nonce of the signature is not {currentNonce}, the next nonce of {account}.",
  InvalidShortString: "A short string is invalid.",
  SafeCastOverflowedUintDowncast: "{value} does not fit {bits} bits.",
  StringTooLong: "A string is too long.",
} satisfies Readonly<Record<string, string>>;

/** A contract's name for an error. The error's code is `registry.` plus this name. */
export type ContractError = keyof typeof CONTRACT_MESSAGES;

export function isContractError(name: string): name is ContractError {
  return Object.hasOwn(CONTRACT_MESSAGES, name);
}
