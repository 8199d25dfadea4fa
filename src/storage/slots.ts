import { hashed } from "../chain/state/account.ts";
import type { Nodes } from "../chain/state/node-bag.ts";
import { isList, readRlp } from "../chain/state/rlp.ts";
import { valueAt } from "../chain/state/trie.ts";
import { keccak256 } from "../crypto/hash.ts";
import { DidimError } from "../errors/error.ts";

/**
 * Where the registries keep what the five checks read (docs/storage.md). The verifier derives every slot itself: a proof that brought its
 * own slots could bring another list's. Slots are 32 bytes, identities 20, ids and thumbprints 32, all lower-case 0x-hex.
 */

/** DIDRegistry: the identity, with the flag that it is deactivated. */
export const identitySlot = (identity: string): string => at(identity, 0n);

/** DIDRegistry: a key's epoch. Its x is in the next slot. */
export const keySlot = (identity: string, thumbprint: string): string => at(thumbprint, at(identity, 1n));

/** CredentialTypes: the type's own record. */
export const typeSlot = (typeId: string): string => at(typeId, 0n);

/** CredentialTypes: the term of office numbered `index` from 0. The first is there once it has ended. */
export const termSlot = (typeId: string, index: number): string => at(BigInt(index), at(typeId, 1n));

/** CredentialTypes: which type a doctype belongs to. */
export const doctypeSlot = (doctypeId: string): string => at(doctypeId, 3n);

/** Accreditations: how many epochs, and the generation. */
export const accreditationSlot = (holder: string, typeId: string): string => at(typeId, at(holder, 0n));

/** Accreditations: the epoch numbered `index` from 0. */
export const epochSlot = (holder: string, typeId: string, index: number): string =>
  at(BigInt(index), at(typeId, at(holder, 1n)));

/** Accreditations: keccak256 of the names that the agency has in this generation. The names themselves are in the two next slots. */
export const namesSlot = (holder: string, typeId: string, generation: number): string =>
  at(BigInt(generation), at(typeId, at(holder, 3n)));

/** Accreditations: whom a certificate, by its SHA-256, is assigned to for the type. */
export const anchorSlot = (typeId: string, anchor: string): string => at(anchor, at(typeId, 4n));

/** StatusLists: the list's header. */
export const listSlot = (issuer: string, list: number): string => at(listKey(issuer, list), 0n);

/** StatusLists: the word that holds the status of the credential numbered `index`. */
export function wordSlot(issuer: string, list: number, index: number): string {
  if (!Number.isInteger(index) || index < 0 || index >= 2 ** 32) throw new RangeError(`${index} is no status index`);
  return at(listKey(issuer, list) + BigInt(Math.floor(index / STATUSES_PER_WORD)), 1n);
}

/** ValidatorSet: how many there are. */
export const validatorCountSlot = (): string => word(0n);

/** ValidatorSet: the validator numbered `index` from 0. */
export const validatorSlot = (index: bigint): string => element(word(0n), index);

/** Directory: how many entries a name has had. A name is 32 bytes: ASCII, padded with zeros. */
export const entryCountSlot = (name: string): string =>
  at(`0x${Buffer.from(name, "ascii").toString("hex").padEnd(64, "0")}`, 0n);

/** Directory: the entry numbered `index` from 0. Its code hash is in the next slot. */
export const entrySlot = (name: string, index: bigint): string => element(entryCountSlot(name), 2n * index);

/** EvidenceLog: when the root was first anchored. */
export const anchoredSlot = (root: string): string => at(root, 0n);

export const nextSlot = (slot: string): string => word(BigInt(slot) + 1n);

const STATUSES_PER_WORD = 128;

/** From the lowest bit up: word 64 | list 32 | issuer 160 */
function listKey(issuer: string, list: number): bigint {
  // One too large would be in the issuer's bits: the list of somebody else.
  if (!Number.isInteger(list) || list < 0 || list >= 2 ** 32) throw new RangeError(`${list} is no number of a list`);
  return (BigInt(word(issuer)) << 96n) | (BigInt(list) << 64n);
}

/** A mapping's value (Solidity documentation, "Layout of State Variables in Storage"): keccak256(key ‖ slot). */
export function at(key: string | bigint, slot: string | bigint): string {
  return keccak256(Buffer.from(word(key).slice(2) + word(slot).slice(2), "hex"));
}

/** What lies `place` slots into the dynamic array whose length is in `slot` (ibid.): from keccak256(slot) on. */
const element = (slot: string, place: bigint): string =>
  word(BigInt(keccak256(Buffer.from(slot.slice(2), "hex"))) + place);

function word(value: string | bigint): string {
  const digits = typeof value === "bigint" ? value.toString(16) : value.slice(2);
  // A short id, padded, would be another id.
  if (typeof value === "string" && digits.length !== 40 && digits.length !== 64) {
    throw new RangeError(`${value} is neither an address nor an id of 32 bytes`);
  }
  return `0x${digits.padStart(64, "0")}`;
}

/**
 * What the contract with this storage root holds in the slot; 0 if its storage shows that nothing is there. What absence means is for
 * the caller to say: only for a status word under a proved list header does it mean "valid".
 */
export function slotValue(storageRoot: string, slot: string, bag: Nodes): bigint {
  const value = valueAt(storageRoot, hashed(slot), bag);
  if (value === undefined) return 0n;
  const item = readRlp(value, { bytes: 33, depth: 0 });
  if (isList(item) || item.bytes.length > 32 || item.bytes.length === 0 || item.bytes[0] === 0) {
    throw new DidimError("facts.proof-bad-node", "A proof has what no state has: a slot of another form.", { slot });
  }
  return BigInt(`0x${Buffer.from(item.bytes).toString("hex")}`);
}
