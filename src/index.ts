/** The public names of Didim; no logic. */

export type { Node } from "./chain/rpc/node.ts";
export { type QuorumOptions, quorumRpc } from "./chain/rpc/quorum.ts";
export { httpRpc, type Rpc, type RpcClient, type RpcOptions } from "./chain/rpc/rpc.ts";
export { type FoundTransaction, transactionByNonce } from "./chain/tx/by-nonce.ts";
export { createKeystore, keystoreAddress, openKeystore } from "./chain/tx/keystore.ts";
export { signingProvider } from "./chain/tx/provider.ts";
export {
  accountsOf,
  type ChainSigner,
  privateKeySigner,
  remoteSigner,
  type SendingAccount,
  type SigningAccount,
} from "./chain/tx/signer.ts";
export type { Kept } from "./chain/tx/stuck.ts";
export type { Transaction } from "./chain/tx/transaction.ts";
export { compressPoint, publicJwk, thumbprint } from "./crypto/jwk.ts";
export {
  type AnchorKind,
  algorithmName,
  anchorKindOf,
  FIRST_BY_HASH,
  LAST_KEY,
  numberOfAnchor,
} from "./crypto/key-algorithms.ts";
export type { PublicJwk, SignatureAlgorithm, Signer } from "./crypto/keys.ts";
export { generatePrivateKey, generateSigner, signerFromPrivateKey } from "./crypto/signer.ts";
export { type RegisteredByHash, registeredByHash } from "./did/by-hash.ts";
export { canonicalDid, type EthrDid, formatDid, formatKeyId, parseDid, parseKeyId } from "./did/did.ts";
export { documentOf } from "./did/document.ts";
export { type KeyEntry, keyEntry } from "./did/key-entry.ts";
export { getResolver } from "./did/resolver.ts";
export type { ErrorCode } from "./errors/catalogue/catalogue.ts";
export { DidimError, isDidimError } from "./errors/error.ts";
export { hasUnseen, showUnseen } from "./errors/text.ts";
export { anchorEvidence, type DatingOptions, dateEvidence } from "./evidence/date.ts";
export { bindsDocument, documentNonce } from "./evidence/document.ts";
export {
  type Dated,
  type Evidence,
  evidenceOf,
  formatEvidence,
  parseEvidence,
} from "./evidence/file.ts";
export type { EvidenceRequest } from "./evidence/request.ts";
export { type EvidenceOptions, type EvidenceVerdict, verifyEvidence } from "./evidence/verify.ts";
export { type Asked, askFacts } from "./facts/ask.ts";
export type { Facts, FactsAnswer, FactsQuery, PinnedBlocks, TrustRecords } from "./facts/facts.ts";
export { stapleClaim } from "./facts/proof/carried.ts";
export { type ProofOverRpcOptions, proofOverRpc } from "./facts/proof/over-rpc.ts";
export { type ProofOptions, proof } from "./facts/proof/proof.ts";
export { type ProofPart, type ProveOptions, type Prover, type ProverOptions, prover } from "./facts/proof/prover.ts";
export {
  type RootsAfter,
  type SealedRootsOptions,
  type StorageRoots,
  sealedRoots,
  unverifiedRoots,
} from "./facts/proof/storage-roots.ts";
export type { ReplicaOptions } from "./facts/replica/options.ts";
export type { ReplicaProof } from "./facts/replica/prove.ts";
export { openReplica, type Replica, type ReplicaStatus } from "./facts/replica/replica.ts";
export { type PinnedBlock, rpc } from "./facts/rpc/rpc.ts";
export type {
  Binding,
  Coverage,
  Encoded,
  Format,
  HolderProof,
  NotCovered,
  PresentedCredential,
  Selection,
} from "./formats/format.ts";
export { type Formats, formatOf, formats } from "./formats/index.ts";
export type { Issuance } from "./formats/issuance.ts";
export type { Session } from "./formats/session.ts";
export {
  type CredentialStore,
  createWallet,
  type HeldCredential,
  type HeldKey,
  type KeyStore,
  type Match,
  type Matches,
  memoryCredentialStore,
  memoryKeyStore,
  type PresentOptions,
  type Review,
  type UnreadableCredential,
  type Wallet,
  type WalletOptions,
} from "./holder.ts";
export {
  type Allocator,
  createIssuer,
  type Issued,
  type IssuedCredential,
  type IssueRequest,
  type Issuer,
  type IssuerOptions,
  memoryIndexStore,
  type OneTimeReadiness,
  type OneTimeRequest,
  oneTimeLife,
  openAllocator,
  placesByList,
  type Readiness,
  readIssued,
  type Schemas,
  type StatusPlace,
  setStatus,
} from "./issuer.ts";
export type { Names } from "./records/names.ts";
export {
  claimId,
  claimIds,
  type RelyingPartiesAsOf,
  type RelyingPartyReader,
  type RelyingPartyRegistration,
} from "./records/relying-parties.ts";
export { NO_END } from "./records/term.ts";
export { type Demand, flagsIn, type TypeFlags } from "./records/type-flags.ts";
export { type Addresses, type Deployed, formatAddresses, parseAddresses } from "./registry/addresses.ts";
export { type Annullable, annullableEpochs, type Theft, theftsOf } from "./registry/annulment.ts";
export {
  type Applications,
  type ApplicationsOptions,
  type OpenApplication,
  openApplications,
} from "./registry/applications.ts";
export type { BlockReference, Client } from "./registry/client.ts";
export {
  type Block,
  blockOf,
  type ConnectOptions,
  chainIdOf,
  codeHashOf,
  connect,
  type Registry,
  rpcOf,
} from "./registry/connect.ts";
export { CONTRACT_NAMES, type ContractName } from "./registry/contracts.ts";
export type { ToldValue } from "./registry/council/action-values.ts";
export { type CouncilAction, type CouncilCall, callOf, type NamedType, typeIdOf } from "./registry/council/actions.ts";
export {
  type Ballot,
  cancel,
  execute,
  findProposal,
  type ProposalState,
  proposals,
  propose,
  queue,
  readyAt,
  stateOf,
  vote,
} from "./registry/council/council.ts";
export {
  type Decision,
  decisionsOf,
  decodeCall,
  type ProposedCall,
  toldAction,
  type Undecodable,
  type UndecodedCall,
} from "./registry/council/decode.ts";
export type { Proposal } from "./registry/council/proposal.ts";
export { validatorStorage } from "./registry/council/validator-set.ts";
export { describeDeployment } from "./registry/deployment.ts";
export { documentsOf } from "./registry/did-reader.ts";
export { lensOf } from "./registry/lens.ts";
export { type HistoryPage, historyBack, historyOf } from "./registry/logs/history.ts";
export { logsOf, type RegistryLogs } from "./registry/logs/registry-logs.ts";
export { type Recovery, recoveryOf } from "./registry/recovery.ts";
export { relyingPartiesOf } from "./registry/relying-parties.ts";
export { type Called, calledBy } from "./registry/sending/called.ts";
export { eventOf, type Receipt, type RegistryEvent } from "./registry/sending/receipt.ts";
export { keptBy, type Sent, sendersIn } from "./registry/sending/sent.ts";
export type { Terms } from "./registry/terms.ts";
export { typeNames } from "./registry/type-names.ts";
export type { ProvedRegistry } from "./storage/registries.ts";
export { validatorSlots } from "./storage/validator-set.ts";
export { memoryOutboxStore } from "./stores/memory/outbox.ts";
export { memorySnapshotStore } from "./stores/memory/snapshot-store.ts";
export type { OutboxStore } from "./stores/outbox.ts";
export type { SnapshotStore } from "./stores/snapshot-store.ts";
export { advanceAnchor, advanceThrough } from "./trust-anchor/advance.ts";
export { advancesFrom } from "./trust-anchor/advance-from.ts";
export { ANCHOR_LIFE, type Pin, type PinnedName, type Sealers, type TrustAnchor } from "./trust-anchor/anchor.ts";
export { anchorFingerprint, anchorToJson, parseAnchor } from "./trust-anchor/anchor-file.ts";
export { anchorFrom } from "./trust-anchor/anchor-from.ts";
export {
  type Checkpoint,
  checkpointSigners,
  checkpointToJson,
  parseCheckpoint,
} from "./trust-anchor/checkpoint/file.ts";
export { checkpointOf, cosign } from "./trust-anchor/checkpoint/from-node.ts";
export { signCheckpoint } from "./trust-anchor/checkpoint/sign.ts";
export type { Sealed, SealedBlock } from "./trust-anchor/seals/sealed.ts";
export { decodeStaple, encodeStaple, mergeStaples, type Staple } from "./trust-anchor/staple/staple.ts";
export {
  type ChallengeStore,
  type Challenges,
  type CheckName,
  type ClaimPath,
  type Clock,
  type CredentialQuery,
  type CredentialRequirement,
  type CredentialSetQuery,
  type CredentialVerdict,
  challenges,
  claimAt,
  createVerifier,
  type Finding,
  isWithheld,
  memoryChallengeStore,
  type Outcome,
  type Policy,
  type PresentationRequest,
  type Presentations,
  readPolicy,
  requestOf,
  SealedClock,
  systemClock,
  toJson,
  type Verdict,
  type Verifier,
  type VerifierOptions,
  verify,
  WITHHELD,
  type Words,
} from "./verifier.ts";
