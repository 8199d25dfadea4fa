import type { RegistryEvent } from "../../../registry/logs/events.ts";
import type { State } from "../state/state.ts";
import { accredit, apply, closeApplication, endEpoch } from "./accreditations.ts";
import { changeController, changeEntry } from "./dids.ts";
import { freeze, supportFreeze } from "./freezes.ts";
import { gap } from "./gap.ts";
import { changeKeyEntry, continues, endKey, type HalfKey, isKeyEntry, isWhole, registerKey } from "./keys.ts";
import { assignAnchor, nameAgency } from "./naming.ts";
import { endRecovery, nameRecoverer, startRecovery } from "./recoveries.ts";
import { changeOperator, changeStatuses, extendList, openList } from "./statuses.ts";
import {
  changeAuthority,
  changeSchema,
  declareTheft,
  offerType,
  registerType,
  reopenType,
  retireType,
} from "./types.ts";

export interface EventBlock {
  readonly number: number;
  /** Seconds since 1970; may be omitted where {@link needsTime} is false. */
  readonly time?: number;
}

const UNTIMED: ReadonlySet<RegistryEvent["kind"]> = new Set([
  "StatusesChanged",
  "ControllerChanged",
  "SchemaChanged",
  "AuthorityOffered",
  "ApplicationClosed",
  "Frozen",
  "TheftDeclared",
  "AgencyNamed",
  "AnchorAssigned",
  "ListExtended",
  "OperatorChanged",
  "RecoveryCancelled",
  "RecoveryFinished",
]);

/** Whether the event's record contains the block's time. Most events, above all statuses, do not need it. */
export function needsTime(event: RegistryEvent): boolean {
  return !UNTIMED.has(event.kind);
}

/** Applies a block's events in order. Throws `facts.gap` if one does not follow; the state is then inconsistent. */
export function applyBlock(state: State, events: readonly RegistryEvent[], block: EventBlock): void {
  const half: HalfKey = {};
  for (const event of events) {
    if (!continues(half, event)) throw halfKey(block);
    applyEvent(state, half, event, block);
  }
  if (!isWhole(half)) throw halfKey(block);
}

function applyEvent(
  state: State,
  half: HalfKey,
  event: RegistryEvent,
  { number, time = Number.NaN }: EventBlock,
): void {
  switch (event.kind) {
    case "StatusesChanged":
      changeStatuses(state, event);
      break;
    case "ControllerChanged":
      changeController(state, event, number);
      break;
    case "DelegateChanged":
    case "AttributeChanged":
      if (isKeyEntry(event)) changeKeyEntry(state, half, event, number, time);
      else changeEntry(state, event, number, time);
      break;
    case "KeyRegistered":
      registerKey(state, half, event, time);
      break;
    case "KeyEnded":
      endKey(state, half, event, time);
      break;
    case "RecoveryAddressChanged":
      nameRecoverer(state, event, time);
      break;
    case "RecoveryStarted":
      startRecovery(state, event, time);
      break;
    case "RecoveryCancelled":
    case "RecoveryFinished":
      endRecovery(state, event);
      break;
    case "TypeRegistered":
      registerType(state, event, time);
      break;
    case "TypeRetired":
      retireType(state, event, time);
      break;
    case "TypeReopened":
      reopenType(state, event, time);
      break;
    case "SchemaChanged":
      changeSchema(state, event);
      break;
    case "AuthorityOffered":
      offerType(state, event);
      break;
    case "AuthorityChanged":
      changeAuthority(state, event, time);
      break;
    case "TheftDeclared":
      declareTheft(state, event);
      break;
    case "Applied":
      apply(state, event, time);
      break;
    case "ApplicationClosed":
      closeApplication(state, event);
      break;
    case "Accredited":
      accredit(state, event, time);
      break;
    case "AccreditationEnded":
      endEpoch(state, event, time);
      break;
    case "FreezeSupported":
      supportFreeze(state, event, time);
      break;
    case "Frozen":
      freeze(state, event);
      break;
    case "AgencyNamed":
      nameAgency(state, event);
      break;
    case "AnchorAssigned":
      assignAnchor(state, event);
      break;
    case "ListOpened":
      openList(state, event, time);
      break;
    case "ListExtended":
      extendList(state, event);
      break;
    case "OperatorChanged":
      changeOperator(state, event);
      break;
    default:
      event satisfies never;
  }
}

function halfKey(block: EventBlock): Error {
  return gap("of a key's two logs one is missing", { block: block.number });
}
