/** The registries of one deployment: read them and write to them. No logic. */
export type { TransactionCall } from "../chain/tx/transaction.ts";
export { type RegisteredByHash, registeredByHash } from "../did/by-hash.ts";
export { type Entries, type Entry, NO_END } from "../records/directory-rule.ts";
export type { Names } from "../records/names.ts";
export type { Standing } from "../records/standing.ts";
export { type Demand, flagsIn, type TypeFlags } from "../records/type-flags.ts";
export { type Addresses, type Deployed, formatAddresses, parseAddresses } from "../registry/addresses.ts";
export type { BlockReference, Client } from "../registry/client.ts";
export { CONTRACT_NAMES, type ContractName, type Contracts } from "../registry/contracts.ts";
export { describeDeployment } from "../registry/deployment.ts";
export type { InForce } from "../registry/directory-reader.ts";
export type {
  Actor,
  Change,
  History,
  HistoryEntry,
  HistoryOptions,
  NamedProposal,
  ReadContract,
} from "../registry/history/entries.ts";
export { historyOfIdentity, historyOfList, historyOfType } from "../registry/history/history.ts";
export { identityIn } from "../registry/identities.ts";
export { type AgencyName, agencyNames } from "../registry/listing/agency-names.ts";
export { type Issuers, type IssuersOptions, issuersOf, type ListedIssuer } from "../registry/listing/issuers.ts";
export { type Keys, keysOf, type ListedKey } from "../registry/listing/keys.ts";
export type { Listed, ListedAt, ListSource, Page, PageOptions } from "../registry/listing/listed.ts";
export {
  type ListedRelyingParty,
  type RelyingParties,
  type RelyingPartiesOptions,
  registrationsOf,
} from "../registry/listing/relying-parties.ts";
export {
  type ListedStatusList,
  type StatusCounts,
  type StatusListAsOf,
  type StatusLists,
  statusListOf,
  statusListsOf,
} from "../registry/listing/status-lists.ts";
export { type ListedType, type Types, typesOf } from "../registry/listing/types.ts";
export { type Filter, type HistoryPage, historyBack, historyOf } from "../registry/logs/history.ts";
export {
  type Block,
  blockOf,
  chainIdOf,
  codeHashOf,
  openRegistry,
  type Registry,
  type RegistryOptions,
} from "../registry/open.ts";
export {
  type Annullable,
  annullableEpochs,
  type Theft,
  theftOfRetirement,
  theftsOf,
} from "../registry/questions/annulment.ts";
export {
  type Applications,
  type ApplicationsOptions,
  type OpenApplication,
  openApplications,
} from "../registry/questions/applications.ts";
export { documentsOf } from "../registry/questions/did-reader.ts";
export { type LensReader, lensOf } from "../registry/questions/lens.ts";
export { type FoundEpoch, newestEpoch } from "../registry/questions/newest-epoch.ts";
export { type Recovery, recoveryOf } from "../registry/questions/recovery.ts";
export { schemaHashesOf } from "../registry/questions/registered-types.ts";
export { relyingPartiesOf } from "../registry/questions/relying-parties.ts";
export { typeNames } from "../registry/questions/type-names.ts";
export { type Called, calledBy } from "../registry/sending/called.ts";
export { namingType, ofType } from "../registry/sending/of-type.ts";
export { eventOf, type Receipt, type ReceiptEvent } from "../registry/sending/receipt.ts";
export { keptBy, type Sent, sendersIn } from "../registry/sending/sent.ts";
export { type EpochRights, rightsIn } from "../storage/accreditations.ts";
export { STATUSES_PER_WORD, statusIn } from "../storage/status-lists.ts";
