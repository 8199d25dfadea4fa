import type { AsOf } from "../../facts/facts.ts";
import { good, unknown } from "../finding.ts";
import type { Finding } from "../verdict.ts";
import { CLOCK_SKEW } from "./holder-binding.ts";

/** Whether facts are further ahead of what the verifier takes for now than clocks may differ. Times in seconds. */
export function isAhead({ time, upTo = time }: AsOf, now: number): boolean {
  return upTo > now + CLOCK_SKEW;
}

/**
 * DESIGN §3, rule 5: facts are no more than 60 s ahead of what the verifier takes for now, and no older than the policy allows by the moment
 * that is asked about. Facts of later than that moment are not too old; what they leave open about it is for the checks to say.
 */
export function judgeFreshness(asOf: AsOf, now: number, maxAge: number, moment = now): Finding {
  const block = asOf.block.toString();
  const { time } = asOf;
  if (isAhead(asOf, now)) return unknown("facts.ahead", { block, time, now, moment, maxAge, ahead: time - now });
  const age = Math.max(0, moment - time);
  const evidence = { block, time, now, moment, maxAge, age };
  return age > maxAge ? unknown("facts.stale", evidence) : good("facts.fresh", evidence);
}
