import { type FindingCode, textFor } from "./texts.ts";
import type { Finding, Outcome } from "./verdict.ts";

type Evidence = Readonly<Record<string, unknown>>;

/** The check passed. */
export function valid(code: FindingCode, evidence: Evidence = {}): Finding {
  return make("valid", code, evidence);
}

/** The check failed. */
export function invalid(code: FindingCode, evidence: Evidence = {}): Finding {
  return make("invalid", code, evidence);
}

/** The check was inconclusive. An inconclusive check never counts as passed. */
export function indeterminate(code: FindingCode, evidence: Evidence = {}): Finding {
  return make("indeterminate", code, evidence);
}

/** Combines outcomes: "invalid" if one is invalid, else "valid" if all are valid, else "indeterminate". */
export function outcomeOf(...lists: readonly (readonly { readonly outcome: Outcome }[])[]): Outcome {
  let [count, known] = [0, true];
  for (const findings of lists) {
    count += findings.length;
    for (const { outcome } of findings) {
      if (outcome === "invalid") return outcome;
      if (outcome !== "valid") known = false;
    }
  }
  // Nothing at all is no reason to accept.
  return known && count > 0 ? "valid" : "indeterminate";
}

function make(outcome: Outcome, code: FindingCode, evidence: Evidence): Finding {
  return { outcome, code, evidence, text: textFor(code, evidence) };
}
