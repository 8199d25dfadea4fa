import { decompressPoint, thumbprint } from "../../crypto/jwk.ts";
import type { AttributeChanged, KeyEnded, KeyRegistered, RegistryEvent } from "../../registry/log-events.ts";
import type { KeyReason, KeyRecord } from "../facts.ts";
import { follows } from "./gap.ts";
import type { State } from "./state.ts";

const NOBODY = `0x${"0".repeat(40)}`;
const REASONS: readonly KeyReason[] = ["none", "retired", "compromised"];
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

/** A change of the identity. Each names the block of the change before (ERC-1056), so that no change can be missing unnoticed. */
export function touch(
  state: State,
  event: RegistryEvent & { identity: string; previous: number },
  block: number,
  deactivated = false,
): void {
  const known = state.identities.get(event.identity);
  follows(event.previous === (known?.changed ?? 0), "an identity's change names another change before it", event);
  follows(known?.deactivated !== true, "a deactivated identity has changed", event);
  state.put(state.identities, event.identity, { changed: block, deactivated });
}

export function changeController(
  state: State,
  event: Extract<RegistryEvent, { kind: "ControllerChanged" }>,
  block: number,
): void {
  touch(state, event, block, event.owner === NOBODY);
}

export function registerKey(half: HalfKey, event: KeyRegistered, time: number): void {
  follows(event.from === time && event.until > time, "a key's epoch begins at another time than its block's", event);
  half.registered = event;
}

export function changeAttribute(state: State, half: HalfKey, event: AttributeChanged, block: number): void {
  touch(state, event, block);
  const curve = CURVES.get(event.name);
  if (curve === undefined) return;
  const { registered } = half;
  if (registered === undefined) {
    half.ending = event.identity;
    return;
  }
  delete half.registered;
  const { identity, from, until } = registered;
  follows(identity === event.identity, "a key and its attribute are of two identities", event);
  follows(
    registered.thumbprint === thumbprintOf(event.value, curve),
    "a key is not the one that its thumbprint names",
    event,
  );
  follows(state.keys.get(identity, registered.thumbprint) === undefined, "a key was registered twice", registered);
  const key = { curve, publicKey: event.value, from, until, reason: "none", compromisedSince: 0 } as const;
  state.putIn(state.keys, identity, registered.thumbprint, key);
}

export function endKey(state: State, half: HalfKey, event: KeyEnded): void {
  const { identity, until, compromisedSince } = event;
  const key = state.keys.get(identity, event.thumbprint);
  follows(key !== undefined, "an unknown key has ended", event);
  const reason = REASONS[event.reason];
  const worse = key.reason === "compromised" ? compromisedSince < key.compromisedSince : event.reason > rank(key);
  follows(reason !== undefined && worse, "a key's reason got better", event);
  const announced = half.ending === identity;
  // An end comes with the attribute's; a reason that only gets worse leaves the end as it is.
  follows(announced ? until < key.until : until === key.until, "a key's end was rewritten", event);
  delete half.ending;
  state.putIn(state.keys, identity, event.thumbprint, { ...key, until, reason, compromisedSince });
}

/** Whether the event may follow: of a key's two logs the second comes right after the first. */
export function continues(half: HalfKey, event: RegistryEvent): boolean {
  if (half.registered !== undefined) return event.kind === "AttributeChanged";
  return half.ending === undefined || event.kind === "KeyEnded";
}

/** Whether nothing is left half told. */
export function isWhole(half: HalfKey): boolean {
  return half.registered === undefined && half.ending === undefined;
}

/** RFC 7638, as 0x-hex. What the registry computed is computed again: that no node can slip in another key. */
function thumbprintOf(publicKey: string, curve: KeyRecord["curve"]): string | undefined {
  try {
    return `0x${Buffer.from(thumbprint(decompressPoint(publicKey, curve)), "base64url").toString("hex")}`;
  } catch {
    return undefined; // no point of the curve
  }
}

function rank(key: KeyRecord): number {
  return REASONS.indexOf(key.reason);
}

function bytes32(text: string): string {
  return `0x${Buffer.from(text, "utf8").toString("hex").padEnd(64, "0")}`;
}
