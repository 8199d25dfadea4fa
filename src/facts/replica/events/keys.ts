import { bytesOfBase64url, bytesOfText, toHex } from "../../../crypto/encodings/bytes.ts";
import type { CurveName } from "../../../crypto/keys/curve.ts";
import { namedKey } from "../../../crypto/keys/jwk.ts";
import { anchorKindOf, curveOf, numberOfCurve } from "../../../crypto/keys/key-algorithms.ts";
import { KEY_REASONS } from "../../../records/reasons.ts";
import type { KeyRecord } from "../../../records/records.ts";
import type { EntryChanged, KeyEnded, KeyRegistered, RegistryEvent } from "../../../registry/logs/events.ts";
import type { KeyState, State } from "../state/state.ts";
import { identityOf, putIdentity, touch } from "./dids.ts";
import { follows } from "./gap.ts";
import { MAX_LISTED, unlisted } from "./listed.ts";

/** As in DocumentNames: the two attributes, as bytes32, that are credential-signing keys. */
const CURVES: ReadonlyMap<string, CurveName> = new Map([
  [bytes32("did/pub/JsonWebKey2020/veriKey"), "P-256"],
  [bytes32("did/pub/Secp256k1/veriKey"), "secp256k1"],
]);

/**
 * DIDRegistry emits two logs for a point, one right after the other. The first is kept here until the second arrives.
 */
export interface HalfKey {
  registered?: KeyRegistered;
  /** The identity whose point's attribute has ended. */
  ending?: string;
}

export const isKeyEntry = (event: EntryChanged): boolean => event.kind === "AttributeChanged" && CURVES.has(event.name);

export function registerKey(state: State, half: HalfKey, event: KeyRegistered, time: number): void {
  follows(event.from === time && event.until > time, "a key's epoch begins at another time than its block's", event);
  if (curveOf(event.algorithm) === undefined) registerHash(state, event, time);
  else half.registered = event;
}

/**
 * A key or anchor registered by hash emits no attribute, because ERC-1056 cannot describe it. So this event consumes
 * the nonce itself.
 */
function registerHash(state: State, event: KeyRegistered, time: number): void {
  const { identity, thumbprint, xOrHash: hash, algorithm } = event;
  const { nonce, deactivated } = identityOf(state, identity);
  follows(!deactivated, "a deactivated identity has changed", event);
  follows(algorithm !== 0, "a key of no algorithm was registered", event);
  const named = anchorKindOf(algorithm) === undefined || thumbprint === hash;
  follows(named, "a certificate is not the one that its thumbprint names", event);
  begin(state, event, { hash }, time);
  putIdentity(state, identity, { nonce: nonce + 1 });
}

function begin(state: State, event: KeyRegistered, held: { publicKey: string } | { hash: string }, time: number): void {
  const { identity, thumbprint, algorithm, from, until } = event;
  follows(state.keys.get(identity, thumbprint) === undefined, "a key was registered twice", event);
  const record: KeyRecord = { algorithm, ...held, from, until, reason: "none", compromisedSince: 0 };
  const position = list(state, identity, thumbprint, time);
  state.putIn(state.keys, identity, thumbprint, { record: Object.freeze(record), position });
}

/** The attribute that belongs to a point's registration or end. */
export function changeKeyEntry(state: State, half: HalfKey, event: EntryChanged, block: number, time: number): void {
  const { registered } = half;
  touch(state, event, block);
  if (registered === undefined) {
    follows(event.until === time, "a key was listed that was never registered", event);
    half.ending = event.identity;
    return;
  }
  delete half.registered;
  const { value: publicKey } = event;
  const curve = CURVES.get(event.name);
  const sameIdentity = curve !== undefined && registered.identity === event.identity;
  follows(sameIdentity, "a key and its attribute are of two identities", event);
  follows(registered.until === event.until, "a key and its attribute end at different times", event);
  const sameKey = registered.algorithm === numberOfCurve(curve) && registered.xOrHash === `0x${publicKey.slice(4)}`;
  follows(sameKey, "a key and its attribute are two keys", event);
  const named = registered.thumbprint === thumbprintOf(publicKey, curve);
  follows(named, "a key is not the one that its thumbprint names", event);
  begin(state, registered, { publicKey }, time);
}

export function endKey(state: State, half: HalfKey, event: KeyEnded, time: number): void {
  const { identity, until, compromisedSince } = event;
  const key = state.keys.get(identity, event.thumbprint);
  follows(key !== undefined, "an unknown key has ended", event);
  const { record } = key;
  const reason = KEY_REASONS[event.reason];
  const worse =
    record.reason === "compromised" ? compromisedSince < record.compromisedSince : event.reason > rank(record);
  follows(reason !== undefined && worse, "a key's reason got better", event);
  // A point ends together with its attribute. If only the reason gets worse, the end stays as it is.
  const announced = half.ending === identity;
  const ends = until < record.until;
  follows(ends ? until === time : until === record.until, "a key's end was rewritten", event);
  follows(announced === (ends && "publicKey" in record), "of a key's end and its attribute's one is missing", event);
  delete half.ending;
  state.putIn(state.keys, identity, event.thumbprint, {
    ...key,
    record: Object.freeze({ ...record, until, reason, compromisedSince }),
  });
  if (ends) unlist(state, identity, key.position);
  // The attribute, if there is one, has consumed the nonce already.
  if (!announced) putIdentity(state, identity, { nonce: identityOf(state, identity).nonce + 1 });
}

/** Adds a key to the document's list. @returns Its position. */
function list(state: State, identity: string, thumbprint: string, time: number): number {
  const full = identityOf(state, identity).keys;
  // Ended keys are removed only when the room is needed.
  for (let i = full.length - 1; full.length === MAX_LISTED && i >= 0; i--) {
    const listed = keyAt(state, identity, i);
    if (listed !== undefined && listed.record.until <= time) unlist(state, identity, i);
  }
  const { keys } = identityOf(state, identity);
  follows(keys.length < MAX_LISTED, "a document has more keys than there is room for", { identity, thumbprint });
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

/** Whether the event may come next: the second log of a point comes right after the first. */
export function continues(half: HalfKey, event: RegistryEvent): boolean {
  if (half.registered !== undefined) return event.kind === "AttributeChanged" && isKeyEntry(event);
  return half.ending === undefined || event.kind === "KeyEnded";
}

/** Whether no second log is outstanding. */
export function isWhole(half: HalfKey): boolean {
  return half.registered === undefined && half.ending === undefined;
}

/** The RFC 7638 thumbprint, as 0x-hex. It is computed again, so that no node can substitute another key. */
function thumbprintOf(publicKey: string, curve: CurveName): string | undefined {
  try {
    return toHex(bytesOfBase64url(namedKey(publicKey, curve).thumbprint));
  } catch {
    return undefined; // no point of the curve
  }
}

function rank(key: KeyRecord): number {
  return KEY_REASONS.indexOf(key.reason);
}

function bytes32(text: string): string {
  return toHex(bytesOfText(text)).padEnd(66, "0");
}
