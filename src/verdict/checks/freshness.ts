import type { AsOf } from "../../facts/facts.ts";
import { good, unknown } from "../finding.ts";
import { isoOf } from "../time.ts";
import type { Finding } from "../verdict.ts";
import { CLOCK_SKEW } from "./holder-binding.ts";

/**
 * DESIGN §3, rule 5: facts are no more than 60 s ahead of the verifier's own clock, and no older than the policy allows. Their
 * age counts to now, whatever moment the question is about: what became known since that moment counts.
 *
 * @param now What the verifier takes for now: never before the newest sealed time it has seen. Seconds, as all times here.
 * @param clock What the verifier's own clock says.
 */
export function judgeFreshness(asOf: AsOf, now: number, maxAge: number, clock = now): Finding {
  const block = Number(asOf.block);
  const { time } = asOf;
  if (isAhead(asOf, clock)) return ahead(asOf, now, clock);
  const age = Math.max(0, now - time);
  const evidence = { block, time, now, maxAge, age };
  return age > maxAge ? unknown("facts.stale", evidence) : good("facts.fresh", evidence);
}

/**
 * The age of facts of a block that the verifier pinned counts to the moment that is asked about, not to now: how old
 * they are is the verifier's own decision, and the verdict says so.
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
  const evidence = { block, time, known: isoOf(time), now, moment, maxAge, age };
  return age > maxAge ? unknown("facts.pinned-before", evidence) : good("facts.pinned", evidence);
}

/** Whether facts are further ahead of the verifier's own clock than clocks may differ. Times in seconds. */
function isAhead({ time, upTo = time }: AsOf, clock: number): boolean {
  return upTo > clock + CLOCK_SKEW;
}

function ahead({ block, time, upTo = time }: AsOf, now: number, clock: number): Finding {
  return unknown("facts.ahead", { block: Number(block), time: upTo, now, clock, ahead: upTo - clock });
}
