import { ZERO_ADDRESS } from "../../../did/address.ts";
import type { AccreditationEvent, FreezeSupported } from "../../../registry/logs/events.ts";
import type { FreezeState } from "../../../storage/accreditations.ts";
import type { State } from "../state/state.ts";
import { follows } from "./gap.ts";

const freezeOf = (state: State, typeId: string): FreezeState => state.freezes.get(typeId) ?? { supports: [], until: 0 };

/** Which support still counts depends on the seats; the event says so. */
export function supportFreeze(state: State, event: FreezeSupported, time: number): void {
  const { typeId, member, controller, earlier } = event;
  const known = freezeOf(state, typeId);
  const standing = known.supports.filter((support) => support.member === earlier);
  follows(
    earlier === ZERO_ADDRESS || standing.length === 1,
    "a freeze names a support before it that nobody gave",
    event,
  );
  state.put(state.freezes, typeId, { ...known, supports: [...standing, { member, by: controller, at: time }] });
}

export function freeze(state: State, event: Extract<AccreditationEvent, { kind: "Frozen" }>): void {
  const { supports } = freezeOf(state, event.typeId);
  follows(supports.length === 2, "a type was frozen by fewer than three", event);
  state.put(state.freezes, event.typeId, { supports: [], until: event.until });
}
