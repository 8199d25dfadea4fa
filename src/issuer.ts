import { Issuer, type IssuerOptions } from "./issuer/issuer.ts";

export { type IssuedCredential, readIssued } from "./issuer/issued-credential.ts";
export { type Issuer, type IssuerOptions, MAX_BATCH } from "./issuer/issuer.ts";
export { ONE_TIME_ROUNDING, type OneTimeRequest, oneTimeLife } from "./issuer/one-time.ts";
export type { OneTimeReadiness, Readiness, ReadinessFindings } from "./issuer/readiness.ts";
export type { Issued, IssueRequest } from "./issuer/requests.ts";
export type { SchemaHashReader, Schemas } from "./issuer/schemas.ts";
export { setStatus } from "./issuer/set-status.ts";
export type { IssuedFormat } from "./issuer/write.ts";
export {
  type Allocator,
  type AllocatorOptions,
  type IndexStore,
  memoryIndexStore,
  openAllocator,
} from "./status/allocator.ts";
export { type FileIndexStoreOptions, fileIndexStore } from "./status/allocator-file.ts";
export { placesByList, type StatusBatch, type StatusPlace, statusBatches } from "./status/batch.ts";
export { toJson } from "./verdict/json.ts";

/** Throws DidimError `did.invalid`, `issuer.schema-invalid`, `issuer.rounding`. */
export function createIssuer(options: IssuerOptions): Issuer {
  return new Issuer(options);
}
