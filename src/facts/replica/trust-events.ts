import type { AccreditationEnded, Accredited, RegistryEvent, TypeRegistered } from "../../registry/log-events.ts";
import type { EpochReason, EpochRecord } from "../facts.ts";
import { follows } from "./gap.ts";
import type { AccreditationState, State } from "./state.ts";

const REASONS: readonly EpochReason[] = ["none", "ended", "suspended", "withdrawn", "annulled"];

export function registerType(state: State, event: TypeRegistered, time: number): void {
  const { typeId, authority, applicationStatusIsValid } = event;
  follows(!state.types.has(typeId), "a type was registered twice", event);
  state.put(state.types, typeId, { registered: time, retired: 0, applicationStatusIsValid, authority });
}

export function retireType(state: State, event: Extract<RegistryEvent, { kind: "TypeRetired" }>): void {
  const { typeId, retired } = event;
  const type = state.types.get(typeId);
  follows(type !== undefined, "an unknown type was retired", event);
  follows(type.retired === 0 || retired < type.retired, "a type's retirement was put off", event);
  state.put(state.types, typeId, { ...type, retired });
}

export function changeAuthority(state: State, event: Extract<RegistryEvent, { kind: "AuthorityChanged" }>): void {
  const { typeId, former, successor } = event;
  const type = state.types.get(typeId);
  follows(type !== undefined, "an unknown type changed hands", event);
  follows(type.authority === former, "a type left the hands of another than its authority", event);
  state.put(state.types, typeId, { ...type, authority: successor });
}

/** An epoch began. Its number, and the generation it names of its parent, say whether anything is missing. */
export function accredit(state: State, event: Accredited, time: number): void {
  const { issuer, typeId, accreditor } = event;
  const known = state.accreditations.get(issuer, typeId) ?? { generation: 0, generationStart: 0, epochs: [] };
  follows(event.index === known.epochs.length, "an epoch is missing", event);
  const type = state.types.get(typeId);
  follows(type !== undefined, "an accreditation is for an unknown type", event);
  follows(event.terms >> 5 === 0 && event.until > time, "an epoch begins ended", event);
  const epoch = readEpoch(event, time);
  const newest = known.epochs.at(-1);
  if (event.reinstated) {
    follows(newest?.reason === "suspended", "what was not suspended was reinstated", event);
    follows(epoch.parentGeneration === newest.parentGeneration, "a reinstatement names another generation", event);
  } else if (epoch.root) {
    follows(accreditor === type.authority, "a root link is by another than the type's authority", event);
  } else {
    const parent = state.accreditations.get(accreditor, typeId);
    follows(epoch.parentGeneration === parent?.generation, "an epoch names another generation of its parent", event);
  }
  state.putIn(state.accreditations, issuer, typeId, { ...known, epochs: [...known.epochs, epoch] });
}

/** The only change there is to an epoch: its reason gets worse, and an end in the future comes down to now. */
export function endEpoch(state: State, event: AccreditationEnded, time: number): void {
  const { issuer, typeId, index, until } = event;
  const known = state.accreditations.get(issuer, typeId);
  const epoch = known?.epochs[index];
  follows(known !== undefined && epoch !== undefined, "an unknown epoch has ended", event);
  const reason = REASONS[event.reason];
  follows(reason !== undefined && event.reason > REASONS.indexOf(epoch.reason), "an epoch's reason got better", event);
  follows(until === Math.min(epoch.until, time), "an epoch's end was rewritten", event);
  const epochs = known.epochs.with(index, { ...epoch, until, reason });
  state.putIn(state.accreditations, issuer, typeId, { ...known, ...generation(known, reason), epochs });
}

/** A withdrawal ends the generation: none of the epochs so far counts in the next. */
function generation(known: AccreditationState, reason: EpochReason): object {
  return reason === "withdrawn" ? { generation: known.generation + 1, generationStart: known.epochs.length } : {};
}

function readEpoch(event: Accredited, time: number): EpochRecord {
  const { index, accreditor, until, parentGeneration, terms } = event;
  // Terms: reason 3 bits | mayIssue 1 | root 1 | levels 3.
  const [mayIssue, root, levels] = [(terms & 16) !== 0, (terms & 8) !== 0, terms & 7];
  return { index, accreditor, root, from: time, until, reason: "none", mayIssue, levels, parentGeneration };
}
