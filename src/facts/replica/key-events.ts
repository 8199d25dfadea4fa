import { namedKey } from "../../crypto/jwk.ts";
import type { EntryChanged, KeyEnded, KeyRegistered, RegistryEvent } from "../../registry/events.ts";
import { KEY_REASONS } from "../../registry/reasons.ts";
import type { KeyRecord } from "../facts.ts";
import { identityOf, putIdentity, touch } from "./did-events.ts";
import { follows } from "./gap.ts";
import { MOST_LISTED, unlisted } from "./listed.ts";
import type { KeyState, State } from "./state.ts";

/** DocumentNames: the two attributes that are credential-signing keys, as bytes32. */
const CURVES: ReadonlyMap<string, KeyRecord["curve"]> = new Map([
  [bytes32("did/pub/JsonWebKey2020/veriKey"), "P-256"],
  [bytes32("did/pub/Secp256k1/veriKey"), "secp256k1"],
]);

/** DIDRegistry writes a key's two logs one after the other: the first is kept until the second is there. */
export interface HalfKey {
  registered?: KeyRegistered;
  /** The identity of which a key attribute has ended. */
  ending?: string;
}

export const isKeyEntry = (event: EntryChanged): boolean => event.kind === "AttributeChanged" && CURVES.has(event.name);

export function registerKey(half: HalfKey, event: KeyRegistered, time: number): void {
  follows(event.from === time && event.until > time, "a key's epoch begins at another time than its block's", event);
  half.registered = event;
}

/** The attribute beside a key's registration, or its end. */
export function changeKeyEntry(state: State, half: HalfKey, event: EntryChanged, block: number, time: number): void {
  const { registered } = half;
  touch(state, event, block);
  if (registered === undefined) {
    follows(event.until === time, "a key was listed that was never registered", event);
    half.ending = event.identity;
    return;
  }
  delete half.registered;
  const { identity, from, until } = registered;
  const curve = CURVES.get(event.name);
  follows(curve !== undefined && identity === event.identity, "a key and its attribute are of two identities", event);
  follows(until === event.until, "a key and its attribute end at different times", event);
  const print = registered.thumbprint;
  follows(print === thumbprintOf(event.value, curve), "a key is not the one that its thumbprint names", event);
  follows(state.keys.get(identity, print) === undefined, "a key was registered twice", registered);
  const record: KeyRecord = { curve, publicKey: event.value, from, until, reason: "none", compromisedSince: 0 };
  const position = list(state, identity, print, time);
  state.putIn(state.keys, identity, print, { record: Object.freeze(record), position });
}

export function endKey(state: State, half: HalfKey, event: KeyEnded): void {
  const { identity, until, compromisedSince } = event;
  const key = state.keys.get(identity, event.thumbprint);
  follows(key !== undefined, "an unknown key has ended", event);
  const { record } = key;
  const reason = KEY_REASONS[event.reason];
  const worse =
    record.reason === "compromised" ? compromisedSince < record.compromisedSince : event.reason > rank(record);
  follows(reason !== undefined && worse, "a key's reason got better", event);
  const announced = half.ending === identity;
  // An end comes with the attribute's; a reason that only gets worse leaves the end as it is.
  follows(announced ? until < record.until : until === record.until, "a key's end was rewritten", event);
  delete half.ending;
  state.putIn(state.keys, identity, event.thumbprint, {
    ...key,
    record: Object.freeze({ ...record, until, reason, compromisedSince }),
  });
  if (announced) unlist(state, identity, key.position);
  // The attribute consumed the nonce already; without it, this does.
  else putIdentity(state, identity, { nonce: identityOf(state, identity).nonce + 1 });
}

/** @returns Its position. */
function list(state: State, identity: string, thumbprint: string, time: number): number {
  const full = identityOf(state, identity).keys;
  // Room is made only when it is needed.
  for (let i = full.length - 1; full.length === MOST_LISTED && i >= 0; i--) {
    const listed = keyAt(state, identity, i);
    if (listed !== undefined && listed.record.until <= time) unlist(state, identity, i);
  }
  const { keys } = identityOf(state, identity);
  follows(keys.length < MOST_LISTED, "a document has more keys than there is room for", { identity, thumbprint });
  putIdentity(state, identity, { keys: [...keys, thumbprint] });
  return keys.length;
}

function unlist(state: State, identity: string, position: number): void {
  const keys = unlisted(identityOf(state, identity).keys, position);
  putIdentity(state, identity, { keys });
  const moved = keyAt(state, identity, position);
  if (moved !== undefined) state.putIn(state.keys, identity, keys[position] ?? "", { ...moved, position });
}

function keyAt(state: State, identity: string, position: number): KeyState | undefined {
  const thumbprint = identityOf(state, identity).keys[position];
  return thumbprint === undefined ? undefined : state.keys.get(identity, thumbprint);
}

/** Whether the event may follow: of a key's two logs the second comes right after the first. */
export function continues(half: HalfKey, event: RegistryEvent): boolean {
  if (half.registered !== undefined) return event.kind === "AttributeChanged" && isKeyEntry(event);
  return half.ending === undefined || event.kind === "KeyEnded";
}

/** Whether nothing is left half told. */
export function isWhole(half: HalfKey): boolean {
  return half.registered === undefined && half.ending === undefined;
}

/** RFC 7638, as 0x-hex. What the registry computed is computed again: that no node can slip in another key. */
function thumbprintOf(publicKey: string, curve: KeyRecord["curve"]): string | undefined {
  try {
    return `0x${Buffer.from(namedKey(publicKey, curve).thumbprint, "base64url").toString("hex")}`;
  } catch {
    return undefined; // no point of the curve
  }
}

function rank(key: KeyRecord): number {
  return KEY_REASONS.indexOf(key.reason);
}

function bytes32(text: string): string {
  return `0x${Buffer.from(text, "utf8").toString("hex").padEnd(64, "0")}`;
}
