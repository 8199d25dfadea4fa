import type { AsOf } from "../../facts/facts.ts";
import { indeterminate, valid } from "../finding.ts";
import type { Finding } from "../verdict.ts";
import { CLOCK_SKEW } from "./holder-binding.ts";

/**
 * Facts may be at most 60 s ahead of the verifier's own clock, and at most `maxAge` old. Their age
 * counts to now, even if the question is about an earlier moment, because later events can matter for it. All times in
 * seconds.
 *
 * @param now The verifier's time: never before the newest sealed time that it has seen.
 * @param clock The time of the verifier's own clock.
 */
export function judgeFreshness(asOf: AsOf, now: number, maxAge: number, clock = now): Finding {
  const block = Number(asOf.block);
  const { time } = asOf;
  if (isAhead(asOf, clock)) return ahead(asOf, now, clock);
  const age = Math.max(0, now - time);
  const evidence = { block, time, now, maxAge, age };
  return age > maxAge ? indeterminate("facts.stale", evidence) : valid("facts.fresh", evidence);
}

/**
 * Judges facts of a block that the verifier pinned. Their age counts to the moment asked about, not to now: the
 * verifier chose their age itself, and the verdict says so.
 */
export function judgePinned(
  asOf: AsOf,
  now: number,
  { moment, maxAge, clock = now }: { moment: number; maxAge: number; clock?: number },
): Finding {
  const block = Number(asOf.block);
  const { time } = asOf;
  if (isAhead(asOf, clock)) return ahead(asOf, now, clock);
  const age = Math.max(0, moment - time);
  const evidence = { block, time, now, moment, maxAge, age };
  return age > maxAge ? indeterminate("facts.pinned-before", evidence) : valid("facts.pinned", evidence);
}

/** Whether the facts are too far ahead of the verifier's own clock. Times in seconds. */
function isAhead({ time, upTo = time }: AsOf, clock: number): boolean {
  return upTo > clock + CLOCK_SKEW;
}

function ahead({ block, time, upTo = time }: AsOf, now: number, clock: number): Finding {
  return indeterminate("facts.ahead", { block: Number(block), time: upTo, now, clock, ahead: upTo - clock });
}
