import type { AuthorityChanged, TypeEvent, TypeRegistered } from "../../registry/events.ts";
import { follows } from "./gap.ts";
import { NOBODY, type State, type TermState, type TypeState } from "./state.ts";

const NO_END = 2 ** 40 - 1;

export function registerType(state: State, event: TypeRegistered, time: number): void {
  const { kind: _, typeId, ...told } = event;
  follows(!state.types.has(typeId), "a type was registered twice", event);
  const type = { ...told, registered: time, retired: 0, stolenSince: 0, successor: NOBODY, terms: [] };
  state.put(state.types, typeId, type);
}

export function retireType(state: State, event: Extract<TypeEvent, { kind: "TypeRetired" }>): void {
  const { retired } = event;
  const type = known(state, event);
  follows(type.retired === 0 || retired < type.retired, "a type's retirement was put off", event);
  state.put(state.types, event.typeId, { ...type, retired });
}

export function changeSchema(state: State, event: Extract<TypeEvent, { kind: "SchemaChanged" }>): void {
  state.put(state.types, event.typeId, { ...known(state, event), schemaHash: event.schemaHash });
}

export function offerType(state: State, event: Extract<TypeEvent, { kind: "AuthorityOffered" }>): void {
  state.put(state.types, event.typeId, { ...known(state, event), successor: event.successor });
}

/** A term of office ended and the next began. What a thief did stays open to annulment until the next change of hands. */
export function changeAuthority(state: State, event: AuthorityChanged, time: number): void {
  const { former, successor: authority, reason, stolenSince } = event;
  const type = known(state, event);
  follows(type.authority === former, "a type left the hands of another than its authority", event);
  // The first term is written down when it ends (docs/storage.md).
  const terms =
    type.terms.length > 0 ? type.terms : [{ authority: former, from: type.registered, until: 0, reason: 0 }];
  const ended: TermState[] = terms.map((term, i) => (i === terms.length - 1 ? { ...term, until: time, reason } : term));
  const begun = { authority, from: time, until: NO_END, reason: 0 };
  const change = { authority, successor: NOBODY, stolenSince, terms: [...ended, begun] };
  state.put(state.types, event.typeId, { ...type, ...change });
}

function known(state: State, event: TypeEvent): TypeState {
  const type = state.types.get(event.typeId);
  follows(type !== undefined, "an unknown type changed", event);
  return type;
}
