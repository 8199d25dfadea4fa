import type { AsOf } from "../../facts/facts.ts";
import { CLOCK_SKEW } from "./holder-binding.ts";

/**
 * The registry's time speaks against the verifier's clock. It does not say which of them is wrong: nothing is valid, and
 * what would be untimely by the one and timely by the other is not known. Times in seconds.
 */
export interface ClockDoubt {
  /** By how much the registry's time is ahead of the verifier's clock; negative: behind it. */
  readonly ahead: number;
  /** If the registry is right, now lies between these two: a block may be as old as the policy allows. */
  readonly from: number;
  readonly until: number;
}

/**
 * Undefined where the registry's time and the clock agree, as far as the age that the policy allows explains; and of a
 * block that the verifier pinned, whose age is its own decision.
 *
 * @param clock What the verifier's own clock says.
 */
export function doubtOf({ time, upTo = time, pinned }: AsOf, clock: number, maxAge: number): ClockDoubt | undefined {
  if (pinned === true) return undefined;
  if (upTo > clock + CLOCK_SKEW) return { ahead: upTo - clock, from: upTo, until: upTo + maxAge };
  return clock - time > maxAge ? { ahead: time - clock, from: time, until: time + maxAge } : undefined;
}
