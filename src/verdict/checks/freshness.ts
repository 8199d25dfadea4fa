import type { FactsAnswer } from "../../facts/facts.ts";
import { good, unknown } from "../finding.ts";
import type { Finding } from "../verdict.ts";
import { CLOCK_SKEW } from "./holder-binding.ts";

/** DESIGN §3, rule 5: facts are no older than the policy allows, and no more than 60 s ahead of what the verifier takes for now. */
export function judgeFreshness(asOf: FactsAnswer["asOf"], now: number, maxAge: number): Finding {
  const evidence = { block: asOf.block.toString(), time: asOf.time, now, maxAge };
  if (asOf.time > now + CLOCK_SKEW) return unknown("facts.ahead", { ...evidence, ahead: asOf.time - now });
  const age = Math.max(0, now - asOf.time);
  return age > maxAge ? unknown("facts.stale", { ...evidence, age }) : good("facts.fresh", { ...evidence, age });
}
