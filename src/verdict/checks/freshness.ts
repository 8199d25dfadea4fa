import type { AsOf } from "../../facts/facts.ts";
import { good, unknown } from "../finding.ts";
import type { Finding } from "../verdict.ts";
import { CLOCK_SKEW } from "./holder-binding.ts";

/**
 * DESIGN §3, rule 5: facts are no more than 60 s ahead of the verifier's own clock, and no older than the policy allows by the moment
 * that is asked about. Facts of later than that moment are not too old; what they leave open about it is for the checks to say.
 *
 * @param now What the verifier takes for now: never before the newest sealed time it has seen. Seconds, as all times here.
 * @param clock What the verifier's own clock says.
 */
export function judgeFreshness(asOf: AsOf, now: number, maxAge: number, moment = now, clock = now): Finding {
  const block = asOf.block.toString();
  const { time, upTo = time } = asOf;
  const ahead = upTo - clock;
  if (ahead > CLOCK_SKEW) return unknown("facts.ahead", { block, time, now, clock, moment, maxAge, ahead });
  const age = Math.max(0, moment - time);
  const evidence = { block, time, now, moment, maxAge, age };
  return age > maxAge ? unknown("facts.stale", evidence) : good("facts.fresh", evidence);
}
