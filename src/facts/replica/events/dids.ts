import { ZERO_ADDRESS } from "../../../did/address.ts";
import type { ControllerChanged, EntryChanged } from "../../../registry/logs/events.ts";
import type { EntryState, IdentityState } from "../../../storage/did-registry.ts";
import type { State } from "../state/state.ts";
import { follows } from "./gap.ts";
import { MAX_LISTED, unlisted } from "./listed.ts";

const UNKNOWN: IdentityState = {
  controller: ZERO_ADDRESS,
  changed: 0,
  nonce: 0,
  deactivated: false,
  keys: [],
  entries: [],
};

/** An identity without events exists too: it is its own controller. */
export const identityOf = (state: State, identity: string): IdentityState => state.identities.get(identity) ?? UNKNOWN;

export function putIdentity(state: State, identity: string, change: Partial<IdentityState>): void {
  state.put(state.identities, identity, { ...identityOf(state, identity), ...change });
}

/**
 * A change of the identity. Each event names the block of the previous change (ERC-1056), so that a missing change is
 * noticed.
 */
export function touch(
  state: State,
  event: { readonly identity: string; readonly previous: number },
  block: number,
  change: Partial<IdentityState> = {},
): void {
  const known = identityOf(state, event.identity);
  follows(event.previous === known.changed, "an identity's change names another change before it", event);
  follows(!known.deactivated, "a deactivated identity has changed", event);
  putIdentity(state, event.identity, { changed: block, nonce: known.nonce + 1, ...change });
}

export function changeController(state: State, event: ControllerChanged, block: number): void {
  touch(state, event, block, event.owner === ZERO_ADDRESS ? { deactivated: true } : { controller: event.owner });
}

/** An entry other than a credential-signing key was made, changed or ended. */
export function changeEntry(state: State, event: EntryChanged, block: number, time: number): void {
  const { name, value, until } = event;
  const delegate = event.kind === "DelegateChanged";
  const { entries } = identityOf(state, event.identity);
  const position = entries.findIndex((one) => one.delegate === delegate && one.name === name && one.value === value);
  if (until > time) {
    touch(state, event, block, { entries: withEntry(entries, position, { delegate, name, value, until }, time) });
    return;
  }
  follows(until === time && position >= 0, "an unknown entry has ended, or at another time than its block's", event);
  touch(state, event, block, { entries: unlisted(entries, position) });
}

function withEntry(
  entries: readonly EntryState[],
  position: number,
  entry: EntryState,
  time: number,
): readonly EntryState[] {
  if (position >= 0) return entries.with(position, entry);
  let room = entries;
  // Ended entries are removed only when the room is needed.
  for (let i = entries.length - 1; entries.length === MAX_LISTED && i >= 0; i--) {
    if ((room[i]?.until ?? 0) <= time) room = unlisted(room, i);
  }
  follows(room.length < MAX_LISTED, "a document has more entries than there is room for", { ...entry });
  return [...room, entry];
}
