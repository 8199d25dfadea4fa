import type { AsOf } from "../../facts/facts.ts";
import { good, unknown } from "../finding.ts";
import { isoOf } from "../time.ts";
import type { Finding } from "../verdict.ts";
import { CLOCK_SKEW } from "./holder-binding.ts";

/** Whether facts are further ahead of what the verifier takes for now than clocks may differ. Times in seconds. */
export function isAhead({ time, upTo = time }: AsOf, now: number): boolean {
  return upTo > now + CLOCK_SKEW;
}

/**
 * DESIGN §3, rule 5: facts are no more than 60 s ahead of what the verifier takes for now, and no older than the policy
 * allows. Their age counts to now, whatever moment the question is about: what became known since that moment counts.
 */
export function judgeFreshness(asOf: AsOf, now: number, maxAge: number): Finding {
  const block = asOf.block.toString();
  const { time } = asOf;
  if (isAhead(asOf, now)) return ahead(asOf, now);
  const age = Math.max(0, now - time);
  const evidence = { block, time, now, maxAge, age };
  return age > maxAge ? unknown("facts.stale", evidence) : good("facts.fresh", evidence);
}

/**
 * The age of facts of a block that the verifier pinned counts to the moment that is asked about, not to now: how old
 * they are is the verifier's own decision, and the verdict says so.
 */
export function judgePinned(asOf: AsOf, now: number, { moment, maxAge }: { moment: number; maxAge: number }): Finding {
  const block = asOf.block.toString();
  const { time } = asOf;
  if (isAhead(asOf, now)) return ahead(asOf, now);
  const age = Math.max(0, moment - time);
  const evidence = { block, time, known: isoOf(time), now, moment, maxAge, age };
  return age > maxAge ? unknown("facts.pinned-before", evidence) : good("facts.pinned", evidence);
}

function ahead({ block, time, upTo = time }: AsOf, now: number): Finding {
  return unknown("facts.ahead", { block: block.toString(), time: upTo, now, ahead: upTo - now });
}
