import type { RegistryEvent, StatusesChanged } from "../../registry/log-events.ts";
import { follows } from "./gap.ts";
import { newList, type State } from "./state.ts";
import { mayBecome } from "./words.ts";

const PER_WORD = 128;

export function openList(state: State, event: Extract<RegistryEvent, { kind: "ListOpened" }>, time: number): void {
  const { issuer, list, capacity } = event;
  follows(state.lists.get(issuer, list) === undefined, "a list was opened twice", event);
  state.putIn(state.lists, issuer, list, newList(time, capacity));
}

export function extendList(state: State, event: Extract<RegistryEvent, { kind: "ListExtended" }>): void {
  const { issuer, list, capacity } = event;
  const known = state.lists.get(issuer, list);
  follows(known !== undefined, "a list was extended that is not open", event);
  follows(capacity > known.capacity, "a list has shrunk", event);
  state.putIn(state.lists, issuer, list, { ...known, capacity });
}

export function changeStatuses(state: State, event: StatusesChanged): void {
  const { issuer, list, word } = event;
  const known = state.lists.get(issuer, list);
  follows(known !== undefined, "statuses changed in a list that is not open", event);
  follows(word < known.capacity / PER_WORD, "statuses changed beyond the end of their list", event);
  const old = known.words.word(word);
  const value = Buffer.from(event.value, "hex");
  follows(mayBecome(old, value), "a final status changed, or nothing did", event);
  state.putWord(known.words, word, old, value);
}
