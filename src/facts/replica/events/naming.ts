import { fromHex } from "../../../crypto/encodings/bytes.ts";
import { ZERO_ADDRESS } from "../../../did/address.ts";
import { MAX_NAME, namesIn } from "../../../records/names.ts";
import type { AgencyNamed, AnchorAssigned } from "../../../registry/logs/events.ts";
import type { State } from "../state/state.ts";
import { follows } from "./gap.ts";

/** An agency got new names in the current generation of its accreditation. */
export function nameAgency(state: State, event: AgencyNamed): void {
  const { issuer, typeId, generation, ko, en } = event;
  const known = state.accreditations.get(issuer, typeId);
  const present = known !== undefined && known.epochs.length > known.generationStart;
  follows(present && generation === known.generation, "a name is of another generation than the present one", event);
  const written = { ko: fromHex(ko), en: fromHex(en) };
  const shown = namesIn(written);
  const bounded = written.ko.length <= MAX_NAME && written.en.length <= MAX_NAME;
  follows(shown !== undefined && bounded, "a name is empty, or longer than any", event);
  const names = [...known.names.filter((other) => other.generation !== generation), { generation, ko, en, shown }];
  state.putIn(state.accreditations, issuer, typeId, { ...known, names });
}

/** A certificate is assigned to an issuer, or released. */
export function assignAnchor(state: State, event: AnchorAssigned): void {
  const { typeId, anchor, issuer } = event;
  const present = state.anchors.get(typeId, anchor);
  const released = issuer === ZERO_ADDRESS;
  follows(released === (present !== undefined), "a certificate was assigned twice, or released by nobody", event);
  state.putIn(state.anchors, typeId, anchor, released ? undefined : issuer);
}
