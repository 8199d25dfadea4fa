import { ZERO_ADDRESS } from "../../../did/address.ts";
import type { RecoveryAddressChanged, RecoveryStarted } from "../../../registry/logs/events.ts";
import type { RecoveryState } from "../../../storage/did-registry.ts";
import type { State } from "../state/state.ts";
import { identityOf, putIdentity } from "./dids.ts";
import { follows } from "./gap.ts";

/** IDIDRegistry.RECOVERY_NOTICE. */
const NOTICE = 7 * 86_400;
const NOTHING = { newController: ZERO_ADDRESS, readyAt: 0, endKeys: false } as const;
const NOT_NAMED: RecoveryState = { recoverer: ZERO_ADDRESS, next: ZERO_ADDRESS, nextFrom: 0, ...NOTHING };

export function nameRecoverer(state: State, event: RecoveryAddressChanged, time: number): void {
  const { identity, recoverer: named, from } = event;
  const { nonce, recovery = NOT_NAMED } = identityOf(state, identity);
  follows(recovery.readyAt === 0, "a recoverer was named while a recovery was under way", event);
  const present = recovererOf(recovery, time);
  const atOnce = present === ZERO_ADDRESS;
  follows(from === (atOnce ? time : time + NOTICE), "a recoverer comes into office at another time than it may", event);
  const next = atOnce
    ? { recoverer: named, next: ZERO_ADDRESS, nextFrom: 0 }
    : { recoverer: present, next: named, nextFrom: from };
  putIdentity(state, identity, { nonce: nonce + 1, recovery: { ...recovery, ...next } });
}

/**
 * Whoever starts a recovery is the recoverer from then on; a change of the recoverer that is not yet in force is
 * dropped.
 */
export function startRecovery(state: State, event: RecoveryStarted, time: number): void {
  const { identity, newController, readyAt, endKeys } = event;
  const recoverer = recovererOf(identityOf(state, identity).recovery ?? NOT_NAMED, time);
  follows(
    recoverer !== ZERO_ADDRESS && readyAt === time + NOTICE,
    "a recovery was started by nobody, or is ready early",
    event,
  );
  putIdentity(state, identity, {
    recovery: { recoverer, next: ZERO_ADDRESS, nextFrom: 0, newController, readyAt, endKeys },
  });
}

/** The recovery was cancelled or finished. If it was finished, the change of controller has its own event. */
export function endRecovery(state: State, event: { readonly identity: string }): void {
  const { recovery } = identityOf(state, event.identity);
  follows(recovery !== undefined && recovery.readyAt !== 0, "a recovery is over that never began", event);
  putIdentity(state, event.identity, { recovery: { ...recovery, ...NOTHING } });
}

const recovererOf = ({ recoverer, next, nextFrom }: RecoveryState, time: number): string =>
  nextFrom !== 0 && nextFrom <= time ? next : recoverer;
