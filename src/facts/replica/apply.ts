import type { RegistryEvent } from "../../registry/log-events.ts";
import {
  changeAttribute,
  changeController,
  continues,
  endKey,
  type HalfKey,
  isWhole,
  registerKey,
  touch,
} from "./did-events.ts";
import { gap } from "./gap.ts";
import type { State } from "./state.ts";
import { changeStatuses, extendList, openList } from "./status-events.ts";
import { accredit, changeAuthority, endEpoch, registerType, retireType } from "./trust-events.ts";

export interface EventBlock {
  readonly number: number;
  /** Seconds; may be left out where {@link needsTime} says so. */
  readonly time?: number;
}

const TIMED: ReadonlySet<RegistryEvent["kind"]> = new Set([
  "KeyRegistered",
  "TypeRegistered",
  "Accredited",
  "AccreditationEnded",
  "ListOpened",
]);

/** Whether the record that this event makes has its block's time in it. Most events, above all statuses, do without. */
export function needsTime(event: RegistryEvent): boolean {
  return TIMED.has(event.kind);
}

/** Applies a block's events in their order. Throws `facts.gap` if one does not follow; the state is then half changed. */
export function applyBlock(state: State, events: readonly RegistryEvent[], block: EventBlock): void {
  const half: HalfKey = {};
  for (const event of events) {
    if (!continues(half, event)) throw halfKey(block);
    applyEvent(state, half, event, block);
  }
  if (!isWhole(half)) throw halfKey(block);
}

function applyEvent(state: State, half: HalfKey, event: RegistryEvent, block: EventBlock): void {
  const { number, time = Number.NaN } = block;
  switch (event.kind) {
    case "StatusesChanged":
      changeStatuses(state, event);
      break;
    case "ControllerChanged":
      changeController(state, event, number);
      break;
    case "DelegateChanged":
      touch(state, event, number);
      break;
    case "AttributeChanged":
      changeAttribute(state, half, event, number);
      break;
    case "KeyRegistered":
      registerKey(half, event, time);
      break;
    case "KeyEnded":
      endKey(state, half, event);
      break;
    case "TypeRegistered":
      registerType(state, event, time);
      break;
    case "TypeRetired":
      retireType(state, event);
      break;
    case "AuthorityChanged":
      changeAuthority(state, event);
      break;
    case "Accredited":
      accredit(state, event, time);
      break;
    case "AccreditationEnded":
      endEpoch(state, event, time);
      break;
    case "ListOpened":
      openList(state, event, time);
      break;
    case "ListExtended":
      extendList(state, event);
      break;
    case "Other":
      break;
  }
}

function halfKey(block: EventBlock): Error {
  return gap("of a key's two logs one is missing", { block: block.number });
}
