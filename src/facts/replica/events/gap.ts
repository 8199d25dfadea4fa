import { DidimError } from "../../../errors/error.ts";

/**
 * A log does not follow from the state: an earlier log was lost, or the node lies. The state cannot be trusted any
 * more.
 */
export function gap(rule: string, facts: Record<string, unknown>): DidimError {
  const message = `The registries' logs have a gap: ${rule}. The replica has to be built anew.`;
  return new DidimError("facts.gap", message, { rule, ...facts });
}

/** Throws `facts.gap` unless the rule holds. */
export function follows(holds: boolean, rule: string, facts: object): asserts holds {
  if (!holds) throw gap(rule, { ...facts });
}
