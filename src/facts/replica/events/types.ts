import { ZERO_ADDRESS } from "../../../did/address.ts";
import type {
  AuthorityChanged,
  TheftDeclared,
  TypeEvent,
  TypeRegistered,
  TypeReopened,
} from "../../../registry/logs/events.ts";
import type { TermState, TypeState } from "../../../storage/credential-types.ts";
import type { State } from "../state/state.ts";
import { follows } from "./gap.ts";

const NO_END = 2 ** 40 - 1;

export function registerType(state: State, event: TypeRegistered, time: number): void {
  const { kind: _, typeId, ...told } = event;
  follows(!state.types.has(typeId), "a type was registered twice", event);
  const { doctypeId } = told;
  if (doctypeId !== undefined) {
    follows(!state.doctypes.has(doctypeId), "a doctype was given to two types", event);
    state.put(state.doctypes, doctypeId, typeId);
  }
  const type = { ...told, registered: time, retired: 0, retirementDecidedAt: 0, successor: ZERO_ADDRESS, terms: [] };
  state.put(state.types, typeId, type);
}

export function retireType(state: State, event: Extract<TypeEvent, { kind: "TypeRetired" }>, time: number): void {
  const { retired } = event;
  const type = known(state, event);
  follows(type.retired === 0 || retired < type.retired, "a type's retirement was put off", event);
  state.put(state.types, event.typeId, { ...type, retired, retirementDecidedAt: time });
}

/** A retirement was taken back, because it was decided while a thief acted for the type. */
export function reopenType(state: State, event: TypeReopened, time: number): void {
  const type = known(state, event);
  const { retired, retirementDecidedAt: decided } = type;
  const term = type.terms[event.term];
  follows(retired !== 0, "a type was reopened that was not retired", event);
  follows(term !== undefined && term.stolenSince !== 0, "a type was reopened for a theft that is not declared", event);
  follows(decided >= term.stolenSince && decided <= term.until, "a retirement of no thief was taken back", event);
  follows(
    event.retired === 0 || event.retired >= retired,
    "a thief's retirement was replaced by an earlier one",
    event,
  );
  const retirementDecidedAt = event.retired === 0 ? 0 : time;
  state.put(state.types, event.typeId, { ...type, retired: event.retired, retirementDecidedAt });
}

export function changeSchema(state: State, event: Extract<TypeEvent, { kind: "SchemaChanged" }>): void {
  state.put(state.types, event.typeId, { ...known(state, event), schemaHash: event.schemaHash });
}

export function offerType(state: State, event: Extract<TypeEvent, { kind: "AuthorityOffered" }>): void {
  state.put(state.types, event.typeId, { ...known(state, event), successor: event.successor });
}

/** ICredentialTypes.AuthorityReason.STOLEN. */
const STOLEN = 2;

/** A term of office ended and the next began. */
export function changeAuthority(state: State, event: AuthorityChanged, time: number): void {
  const { former, successor: authority, reason, stolenSince } = event;
  const type = known(state, event);
  follows(type.authority === former, "a type left the hands of another than its authority", event);
  follows((reason === STOLEN) === (stolenSince !== 0), "a theft has no time, or a time is of no theft", event);
  // The first term is stored only when it ends (docs/storage.md).
  const terms =
    type.terms.length > 0
      ? type.terms
      : [{ authority: former, from: type.registered, until: 0, reason: 0, stolenSince: 0 }];
  const ended: TermState[] = terms.map((term, i) =>
    i === terms.length - 1 ? { ...term, until: time, reason, stolenSince } : term,
  );
  const begun = { authority, from: time, until: NO_END, reason: 0, stolenSince: 0 };
  state.put(state.types, event.typeId, { ...type, authority, successor: ZERO_ADDRESS, terms: [...ended, begun] });
}

/** A term that had ended was found to have been stolen, or stolen earlier than known. */
export function declareTheft(state: State, event: TheftDeclared): void {
  const { term: index, since } = event;
  const type = known(state, event);
  const term = type.terms[index];
  follows(term !== undefined && index < type.terms.length - 1, "a theft is of a term that has not ended", event);
  const latest = term.stolenSince === 0 ? term.until : term.stolenSince - 1;
  follows(since >= type.registered && since <= latest, "a theft got later, or is of no time of its term", event);
  const terms = type.terms.with(index, { ...term, reason: STOLEN, stolenSince: since });
  state.put(state.types, event.typeId, { ...type, terms });
}

function known(state: State, event: TypeEvent): TypeState {
  const type = state.types.get(event.typeId);
  follows(type !== undefined, "an unknown type changed", event);
  return type;
}
