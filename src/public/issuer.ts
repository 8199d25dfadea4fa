/** For agencies: issue credentials, allocate status indices, change statuses. No logic. */
export { parseClaims } from "../formats/plain.ts";
export {
  type Agency,
  type AgencyOptions,
  type ControlChanged,
  createAgency,
} from "../issuer/agency/agency.ts";
export type { ApplyOptions } from "../issuer/agency/application.ts";
export type { CertificateChanged, NewCertificateOptions } from "../issuer/agency/certificates.ts";
export type { NamedKey, NewKey } from "../issuer/agency/key-records.ts";
export type {
  KeyByHashOptions,
  KeyChanged,
  KeyRotated,
  NewKeyOptions,
  RotateKeyOptions,
} from "../issuer/agency/keys.ts";
export type { ListChanged, OpenListOptions } from "../issuer/agency/lists.ts";
export type { NamedStatuses } from "../issuer/agency/places.ts";
export { type Present, presentStatuses } from "../issuer/agency/present-statuses.ts";
export {
  createRecoverer,
  type Recoverer,
  type RecovererChanged,
  type RecoveryEnded,
  type RecoveryStarted,
} from "../issuer/agency/recovery.ts";
export type { StatusChanged, StatusesChanged, StatusOf } from "../issuer/agency/statuses.ts";
export { type IssuedCredential, type ReadingOptions, readIssued } from "../issuer/issued-credential.ts";
export { createIssuer, type Issuer, type IssuerOptions, MAX_BATCH } from "../issuer/issuer.ts";
export { ONE_TIME_ROUNDING, type OneTimeRequest, oneTimeLife } from "../issuer/one-time.ts";
export {
  checkReadiness,
  type OneTimeReadiness,
  type Readiness,
  type ReadinessFindings,
  type ReadinessQuestion,
} from "../issuer/readiness.ts";
export type { Issued, IssueRequest, RowName } from "../issuer/requests.ts";
export {
  type ClaimsFault,
  claimsCheck,
  hashOfSchema,
  type SchemaHashReader,
  type Schemas,
} from "../issuer/schemas.ts";
export { setStatus } from "../issuer/set-status.ts";
export type { AccreditationChanged } from "../registry/sending/accreditation.ts";
export { type Allocator, type AllocatorOptions, openAllocator } from "../status/allocator.ts";
export { placesByList, type StatusBatch, type StatusPlace, statusBatches } from "../status/batch.ts";
export { CHUNK, type IndexJournal, type IndexRecord, type IndexStore, neverGivenOut } from "../stores/index-store.ts";
export type { IssuanceEntry, IssuanceQuery, IssuanceRegister } from "../stores/issuance-register.ts";
export { createMemoryIndexStore } from "../stores/memory/index-store.ts";
export { createMemoryIssuanceRegister } from "../stores/memory/issuance-register.ts";
