import { isObject, type JsonObject } from "../crypto/json.ts";
import { refusal } from "./refusal.ts";
import { isWithheld } from "./withheld.ts";

/**
 * Which claims: a claims path pointer (OpenID4VP 1.0 §7). A text goes into an object, a number picks the element in this position of the
 * array as it was issued, null takes all of those that are there. A bare text is short for a claim at the top.
 */
export type ClaimPath = string | readonly (string | number | null)[];

type Steps = readonly (string | number | null)[];

export function stepsOf(path: ClaimPath): Steps {
  return typeof path === "string" ? [path] : path;
}

/** Whether the two agree as far as both go: one is the other, leads to it, or is inside of it. */
export function onTheWay(steps: Steps, place: readonly (string | number)[]): boolean {
  return steps.slice(0, place.length).every((step, i) => fits(step, place[i]));
}

/** Whether `place` is exactly what the path names. */
export function names(steps: Steps, place: readonly (string | number)[]): boolean {
  return steps.length === place.length && onTheWay(steps, place);
}

/** Throws `format.claim-unknown` if a path leads to nothing in `claims`: a misspelt path must not pass as "nothing to hide". */
export function requirePaths(claims: JsonObject, paths: readonly ClaimPath[]): void {
  for (const path of paths) {
    const steps = stepsOf(path);
    if (steps.length === 0 || !leads(claims, steps)) {
      throw refusal("format.claim-unknown", `The credential has no claim at ${JSON.stringify(steps)}.`, {
        path: steps,
      });
    }
  }
}

function leads(value: unknown, [step, ...rest]: Steps): boolean {
  if (isWithheld(value)) return false;
  if (step === undefined) return true;
  if (step === null) return Array.isArray(value) && value.some((element) => leads(element, rest));
  if (typeof step === "number") return Array.isArray(value) && step in value && leads(value[step], rest);
  return isObject(value) && Object.hasOwn(value, step) && leads(value[step], rest);
}

function fits(step: string | number | null | undefined, at: string | number | undefined): boolean {
  return step === at || (step === null && typeof at === "number");
}
