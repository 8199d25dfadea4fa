import { bytesOfHex } from "../../../crypto/encodings/bytes.ts";
import type { ListEvent, ListOpened, StatusesChanged } from "../../../registry/logs/events.ts";
import { STATUSES_PER_WORD } from "../../../storage/status-lists.ts";
import type { ListState, State } from "../state/state.ts";
import { mayBecome, StatusWords } from "../state/status-words.ts";
import { follows } from "./gap.ts";

export function openList(state: State, event: ListOpened, time: number): void {
  const { issuer, list, capacity, operator } = event;
  follows(state.lists.get(issuer, list) === undefined, "a list was opened twice", event);
  state.putIn(state.lists, issuer, list, { opened: time, capacity, operator, words: new StatusWords() });
}

export function extendList(state: State, event: Extract<ListEvent, { kind: "ListExtended" }>): void {
  const { issuer, list, capacity } = event;
  const known = openedList(state, event);
  follows(capacity > known.capacity, "a list has shrunk", event);
  state.putIn(state.lists, issuer, list, { ...known, capacity });
}

export function changeOperator(state: State, event: Extract<ListEvent, { kind: "OperatorChanged" }>): void {
  const { issuer, list, operator } = event;
  state.putIn(state.lists, issuer, list, { ...openedList(state, event), operator });
}

export function changeStatuses(state: State, event: StatusesChanged): void {
  const { word } = event;
  const known = openedList(state, event);
  follows(word < known.capacity / STATUSES_PER_WORD, "statuses changed beyond the end of their list", event);
  const old = known.words.word(word);
  const value = bytesOfHex(event.value);
  follows(mayBecome(old, value), "a final status changed, or nothing did", event);
  state.putWord(known.words, word, old, value);
}

function openedList(state: State, event: ListEvent): ListState {
  const known = state.lists.get(event.issuer, event.list);
  follows(known !== undefined, "a list changed that is not open", event);
  return known;
}
