/** DIDs, their documents and a resolver. No logic. */
export { ZERO_ADDRESS } from "../did/address.ts";
export { canonicalDid, type EthrDid, formatDid, formatKeyId, type KeyId, parseDid, parseKeyId } from "../did/did.ts";
export { documentOf } from "../did/document.ts";
export { type KeyEntry, keyEntry } from "../did/key-entry.ts";
export type { AssertionKeyRecord, DocumentReader, DocumentRecord, EntryRecord } from "../did/record.ts";
export { type DidNetwork, getResolver } from "../did/resolver.ts";
