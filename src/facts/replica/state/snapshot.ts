import { bytesOfAscii, bytesOfText, concatBytes, equalBytes, sha256, textOf } from "../../../crypto/encodings/bytes.ts";
import { DidimError } from "../../../errors/error.ts";
import type { BlockHeader, RegistryAddresses } from "../../../registry/logs/source.ts";
import type { FreezeState } from "../../../storage/accreditations.ts";
import type { TypeState } from "../../../storage/credential-types.ts";
import type { IdentityState } from "../../../storage/did-registry.ts";
import { type AccreditationState, type KeyState, type ListState, State } from "./state.ts";
import { SNAPSHOT_PAGE_BYTES, StatusWords } from "./status-words.ts";

/**
 * The file format: magic | length of the header, 4 bytes | header, JSON | pages of status words | SHA-256 of all
 * before. The hash detects damage, not manipulation: keep the file where only the verifier can write.
 */
const MAGIC = bytesOfAscii("didim-replica 5\n");
const LENGTH_BYTES = 4;
const HASH_BYTES = 32;

/** What a snapshot belongs to. */
export interface SnapshotOf {
  readonly chainId: bigint;
  /** The hash of the chain's first block, if known in advance. */
  readonly genesis: string | undefined;
  readonly addresses: RegistryAddresses;
}

export interface Snapshot {
  readonly state: State;
  readonly reached: BlockHeader;
  readonly genesis: string;
}

interface Head {
  readonly chainId: string;
  readonly addresses: RegistryAddresses;
  readonly genesis: string;
  readonly reached: BlockHeader;
  readonly identities: readonly (readonly [string, IdentityState])[];
  readonly keys: readonly (readonly [string, string, KeyState])[];
  readonly types: readonly (readonly [string, TypeState])[];
  readonly doctypes: readonly (readonly [string, string])[];
  readonly accreditations: readonly (readonly [string, string, AccreditationState])[];
  readonly anchors: readonly (readonly [string, string, string])[];
  readonly freezes: readonly (readonly [string, FreezeState])[];
  readonly lists: readonly ListHead[];
}

interface ListHead extends Omit<ListState, "words"> {
  readonly issuer: string;
  readonly list: number;
  /** The numbers of the list's pages, which follow in this order. */
  readonly pages: readonly number[];
}

export function encodeSnapshot(of: SnapshotOf, { state, reached, genesis }: Snapshot): Uint8Array {
  const pages: Uint8Array[] = [];
  const lists: ListHead[] = [];
  for (const [issuer, list, { words, ...header }] of state.lists.entries()) {
    const entries = [...words.pages()];
    pages.push(...entries.map(([, page]) => page));
    lists.push({ issuer, list, ...header, pages: entries.map(([number]) => number) });
  }
  const head: Head = {
    chainId: of.chainId.toString(),
    addresses: of.addresses,
    genesis,
    reached,
    identities: [...state.identities],
    keys: [...state.keys.entries()],
    types: [...state.types],
    doctypes: [...state.doctypes],
    accreditations: [...state.accreditations.entries()],
    anchors: [...state.anchors.entries()],
    freezes: [...state.freezes],
    lists,
  };
  const json = bytesOfText(JSON.stringify(head));
  const length = new Uint8Array(LENGTH_BYTES);
  viewOf(length).setUint32(0, json.length);
  const body = concatBytes(MAGIC, length, json, ...pages);
  return concatBytes(body, sha256(body));
}

/**
 * Throws `facts.snapshot-damaged`, or `facts.snapshot-foreign` for another chain, other registries or another version.
 */
export function decodeSnapshot(of: SnapshotOf, file: Uint8Array, depth: number): Snapshot {
  const body = file.subarray(0, Math.max(0, file.length - HASH_BYTES));
  if (body.length === 0 || !equalBytes(sha256(body), file.subarray(body.length)))
    throw damaged("its checksum is wrong");
  const start = MAGIC.length + LENGTH_BYTES;
  if (!equalBytes(body.subarray(0, MAGIC.length), MAGIC)) throw foreign("it has another format or version", {});
  const end = start + viewOf(body).getUint32(MAGIC.length);
  const head: Head = JSON.parse(textOf(body.subarray(start, end)) ?? "");
  checkHead(of, head);
  return { state: readState(head, body.subarray(end), depth), reached: head.reached, genesis: head.genesis };
}

function checkHead(of: SnapshotOf, head: Head): void {
  const chainId = of.chainId.toString();
  if (head.chainId !== chainId) throw foreign("it is of another chain", { chainId, found: head.chainId });
  const { genesis = head.genesis } = of;
  if (head.genesis !== genesis) throw foreign("its chain has another first block", { genesis, found: head.genesis });
  for (const name of ["dids", "types", "accreditations", "statuses"] as const) {
    const [wanted, found] = [of.addresses[name], head.addresses[name]];
    if (wanted !== found) throw foreign("it is of other registries", { registry: name, wanted, found });
  }
}

function readState(head: Head, pages: Uint8Array, depth: number): State {
  const state = new State(depth);
  for (const [identity, record] of head.identities) state.identities.set(identity, record);
  for (const [identity, thumbprint, key] of head.keys) {
    Object.freeze(key.record);
    state.keys.set(identity, thumbprint, key);
  }
  for (const [typeId, type] of head.types) state.types.set(typeId, type);
  for (const [doctypeId, typeId] of head.doctypes) state.doctypes.set(doctypeId, typeId);
  for (const [issuer, typeId, record] of head.accreditations) {
    record.epochs.forEach(Object.freeze);
    for (const { shown } of record.names) Object.freeze(shown);
    state.accreditations.set(issuer, typeId, record);
  }
  for (const [typeId, anchor, issuer] of head.anchors) state.anchors.set(typeId, anchor, issuer);
  for (const [typeId, freeze] of head.freezes) state.freezes.set(typeId, freeze);
  let start = 0;
  for (const { issuer, list, pages: numbers, ...header } of head.lists) {
    const words = new StatusWords();
    for (const number of numbers) {
      // A copy, because a view would keep the whole file in memory.
      words.setPage(number, pages.slice(start, start + SNAPSHOT_PAGE_BYTES));
      start += SNAPSHOT_PAGE_BYTES;
    }
    state.lists.set(issuer, list, { ...header, words });
  }
  if (start !== pages.length) throw damaged("it has too many or too few pages");
  return state;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function damaged(why: string): DidimError {
  return new DidimError("facts.snapshot-damaged", `The replica's snapshot cannot be used: ${why}.`, { why });
}

function foreign(why: string, facts: Record<string, unknown>): DidimError {
  return new DidimError("facts.snapshot-foreign", `The replica's snapshot cannot be used: ${why}.`, { why, ...facts });
}
