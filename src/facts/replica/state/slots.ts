import { fromHex } from "../../../crypto/encodings/bytes.ts";
import type { Keccak } from "../../../crypto/keccak.ts";
import { accreditationSlots, anchorSlot, freezeSlots } from "../../../storage/accreditations.ts";
import { typeSlots } from "../../../storage/credential-types.ts";
import { identitySlots, keySlots } from "../../../storage/did-registry.ts";
import type { ProvedRegistry } from "../../../storage/registries.ts";
import { hexWord, type SlotWord } from "../../../storage/slots.ts";
import { listSlot, listWord, wordSlots } from "../../../storage/status-lists.ts";
import type { State } from "./state.ts";

/** A slot and its value, 32 bytes each. */
export type Stored = readonly [slot: Uint8Array, value: Uint8Array];

/**
 * Every slot of a registry, laid out as in docs/storage.md, and some that are 0. Events alone determine them all: a
 * replica that lacks an event has other slots than the chain, and another storage root.
 */
export function* slotsOf(state: State, registry: ProvedRegistry, keccak: Keccak): Generator<Stored> {
  for (const [slot, word] of RECORDS[registry](state)) yield [fromHex(slot), fromHex(hexWord(word))];
  if (registry !== "StatusLists") return;
  for (const [issuer, list, { words }] of state.lists.entries()) {
    yield* wordSlots(issuer, list, words.entries(), keccak);
  }
}

const RECORDS: Readonly<Record<ProvedRegistry, (state: State) => Generator<SlotWord>>> = {
  *DIDRegistry({ identities, keys }) {
    for (const [address, identity] of identities) yield* identitySlots(address, identity);
    for (const [address, thumbprint, { record, position }] of keys.entries()) {
      yield* keySlots(address, thumbprint, record, position);
    }
  },
  *CredentialTypes({ types }) {
    for (const [typeId, type] of types) yield* typeSlots(typeId, type);
  },
  *Accreditations({ accreditations, anchors, freezes }) {
    for (const [holder, typeId, record] of accreditations.entries()) yield* accreditationSlots(holder, typeId, record);
    for (const [typeId, anchor, issuer] of anchors.entries()) yield [anchorSlot(typeId, anchor), BigInt(issuer)];
    for (const [typeId, freeze] of freezes) yield* freezeSlots(typeId, freeze);
  },
  *StatusLists({ lists }) {
    for (const [issuer, list, header] of lists.entries()) yield [listSlot(issuer, list), listWord(header)];
  },
};
