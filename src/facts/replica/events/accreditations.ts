import { ZERO_ADDRESS } from "../../../did/address.ts";
import { newestEpoch } from "../../../records/newest-epoch.ts";
import { EPOCH_REASONS, isSuspended } from "../../../records/reasons.ts";
import type { EpochRecord } from "../../../records/records.ts";
import type { AccreditationEnded, AccreditationEvent, Accredited, Applied } from "../../../registry/logs/events.ts";
import { rightsIn } from "../../../storage/accreditations.ts";
import type { AccreditationState, State } from "../state/state.ts";
import { follows } from "./gap.ts";

const NONE: AccreditationState = { exceptions: 0, generation: 0, generationStart: 0, epochs: [], names: [] };

const accreditationOf = (state: State, { issuer, typeId }: { issuer: string; typeId: string }): AccreditationState =>
  state.accreditations.get(issuer, typeId) ?? NONE;

/** Replaces any open application. */
export function apply(state: State, event: Applied, time: number): void {
  const { issuer, typeId, accreditor, mayIssue, levels } = event;
  follows(state.types.has(typeId), "an application is for an unknown type", event);
  const application = { accreditor, applied: time, mayIssue, levels };
  state.putIn(state.accreditations, issuer, typeId, { ...accreditationOf(state, event), application });
}

export function closeApplication(
  state: State,
  event: Extract<AccreditationEvent, { kind: "ApplicationClosed" }>,
): void {
  const { application, ...rest } = accreditationOf(state, event);
  follows(application !== undefined, "an application was closed that nobody made", event);
  state.putIn(state.accreditations, event.issuer, event.typeId, rest);
}

/** An epoch began. Its index, and the generation of its parent, show whether an event is missing. */
export function accredit(state: State, event: Accredited, time: number): void {
  const { issuer, typeId, accreditor } = event;
  const { application, ...known } = accreditationOf(state, event);
  follows(event.index === known.epochs.length, "an epoch is missing", event);
  const type = state.types.get(typeId);
  follows(type !== undefined, "an accreditation is for an unknown type", event);
  const epoch = readEpoch(event, time);
  const newest = newestEpoch(known);
  const stays = newest?.reason === "suspended-after-end" || (event.reinstated && isOrphan(state, typeId, epoch));
  const goesOn = epoch.reason === "none" && event.until > time;
  const begins = stays ? epoch.reason === "ended" && event.until === time : goesOn;
  follows(begins, "an epoch begins ended", event);
  // Exceptions change only with the generation.
  const same = known.epochs.length > known.generationStart;
  follows(!same || event.exceptions === known.exceptions, "exceptions changed within a generation", event);
  const suspended = newest !== undefined && isSuspended(newest.reason);
  follows(event.reinstated || !suspended, "a suspended agency was accredited", event);
  if (event.reinstated) {
    follows(suspended, "what was not suspended was reinstated", event);
    follows(epoch.parentGeneration === newest.parentGeneration, "a reinstatement names another generation", event);
  } else if (epoch.root) {
    follows(accreditor === type.authority, "a root link is by another than the type's authority", event);
  } else {
    const parent = state.accreditations.get(accreditor, typeId);
    follows(epoch.parentGeneration === parent?.generation, "an epoch names another generation of its parent", event);
  }
  const asked = application?.accreditor === (epoch.root ? ZERO_ADDRESS : accreditor);
  follows(event.reinstated || asked, "an accreditation that nobody applied for", event);
  const epochs = [...known.epochs, epoch];
  // An accreditation closes the application; a reinstatement leaves it open.
  const kept = event.reinstated && application !== undefined ? { application } : {};
  state.putIn(state.accreditations, issuer, typeId, { ...known, ...kept, exceptions: event.exceptions, epochs });
}

/**
 * Whether the epoch's accreditor was withdrawn: then the suspension is lifted, but the accreditation does not continue.
 */
function isOrphan(state: State, typeId: string, { root, accreditor, parentGeneration }: EpochRecord): boolean {
  return !root && state.accreditations.get(accreditor, typeId)?.generation !== parentGeneration;
}

/**
 * Only two changes to an epoch are allowed: its reason gets worse, and a future end is moved to now. A withdrawal ends
 * the generation, too: no earlier epoch counts in the next one. If all epochs of the generation are annulled, they stay
 * so.
 */
export function endEpoch(state: State, event: AccreditationEnded, time: number): void {
  const { issuer, typeId, index, until } = event;
  const known = state.accreditations.get(issuer, typeId);
  const epoch = known?.epochs[index];
  follows(known !== undefined && epoch !== undefined, "an unknown epoch has ended", event);
  const told = EPOCH_REASONS[event.reason];
  const ends = told === "withdrawn";
  follows(!ends || epoch === newestEpoch(known), "another epoch than the newest was withdrawn", event);
  const onlyGeneration = ends && epoch.reason === "annulled" && known.epochs.length > known.generationStart;
  const worse = told !== undefined && event.reason > EPOCH_REASONS.indexOf(epoch.reason);
  follows(worse || onlyGeneration, "an epoch's reason got better", event);
  follows(until === Math.min(epoch.until, time), "an epoch's end was rewritten", event);
  const epochs = worse ? known.epochs.with(index, Object.freeze({ ...epoch, until, reason: told })) : known.epochs;
  const next = ends ? { generation: known.generation + 1, generationStart: known.epochs.length } : {};
  state.putIn(state.accreditations, issuer, typeId, { ...known, ...next, epochs });
}

function readEpoch(event: Accredited, time: number): EpochRecord {
  const { index, accreditor, until, parentGeneration, rights } = event;
  const { mayIssue, root, levels, reason } = rightsIn(BigInt(rights));
  return Object.freeze({ index, accreditor, root, from: time, until, reason, mayIssue, levels, parentGeneration });
}
