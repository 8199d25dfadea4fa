import { isObject, type JsonObject, MAX_DEPTH } from "../crypto/json.ts";
import { isWithheld } from "./withheld.ts";

/**
 * Which claims: a claims path pointer (OpenID4VP 1.0 §7). A text goes into an object, a number picks the element in this position of the
 * array as it was issued, null takes all of its elements. A bare text is short for a claim at the top.
 */
export type ClaimPath = string | readonly (string | number | null)[];

/** Where one claim is: member names and, in arrays, positions in the array as it was issued; from the top. */
export type ClaimPosition = readonly (string | number)[];

/** A claim that a path selects. */
export interface SelectedClaim {
  readonly position: ClaimPosition;
  readonly value: unknown;
}

export function stepsOf(path: ClaimPath): readonly (string | number | null)[] {
  return typeof path === "string" ? [path] : path;
}

/** Whether this is a path. It begins with a name, because claims are an object, and is no longer than credentials nest. */
export function isClaimPath(value: unknown): value is ClaimPath {
  const steps: unknown = typeof value === "string" ? [value] : value;
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > MAX_DEPTH) return false;
  // Array.from, because every() passes over the holes of a sparse array.
  return typeof steps[0] === "string" && Array.from(steps).every(isStep);
}

function isStep(step: unknown): boolean {
  if (typeof step === "string") return step !== "";
  return step === null || (Number.isSafeInteger(step) && Number(step) >= 0);
}

/**
 * The claims that a path selects (OpenID4VP 1.0 §7.1.1): none if one on the way is of another kind than its step, an object where
 * a number or null stands, say; a path without steps selects none. What was withheld is not there, and only a claim's own members are: neither a prototype's nor a list's length.
 */
export function selectedBy(path: ClaimPath, claims: JsonObject): readonly SelectedClaim[] {
  const steps = stepsOf(path);
  if (steps.length === 0) return [];
  let selected: readonly SelectedClaim[] = [{ position: [], value: claims }];
  for (const step of steps) {
    const next: SelectedClaim[] = [];
    for (const { position, value } of selected) {
      if (typeof step === "string" ? !isObject(value) : !Array.isArray(value)) return [];
      const container = value as Readonly<Record<string | number, unknown>>;
      for (const at of step === null ? (value as readonly unknown[]).keys() : [step]) {
        if (!Object.hasOwn(container, at) || isWithheld(container[at])) continue;
        next.push({ position: [...position, at], value: container[at] });
      }
    }
    selected = next;
  }
  return selected;
}

/** The value of the claim at a path, undefined if there is none; the list of all values, if the path selects several by a null. */
export function claimAt(claims: JsonObject, path: ClaimPath): unknown {
  const values = selectedBy(path, claims).map(({ value }) => value);
  return stepsOf(path).includes(null) && values.length > 0 ? values : values[0];
}

/**
 * Some positions, kept as a tree: one walk along another position finds whether any of them agrees with it as far as
 * both go. A verifier chooses how many there are; comparing each with each would let a small request stop a wallet.
 */
export class Positions {
  readonly #root: Branch = { below: new Map(), isOne: false };

  constructor(positions: Iterable<ClaimPosition>) {
    for (const position of positions) this.#add(position);
  }

  /** Whether one of them is this position, leads to it, or is inside of it. */
  touch(position: ClaimPosition): boolean {
    let at = this.#root;
    for (const step of position) {
      if (at.isOne) return true;
      const next = at.below.get(step);
      if (next === undefined) return false;
      at = next;
    }
    return at.isOne || at.below.size > 0;
  }

  #add(position: ClaimPosition): void {
    let at = this.#root;
    for (const step of position) {
      let next = at.below.get(step);
      if (next === undefined) {
        next = { below: new Map(), isOne: false };
        at.below.set(step, next);
      }
      at = next;
    }
    at.isOne = true;
  }
}

interface Branch {
  readonly below: Map<string | number, Branch>;
  isOne: boolean;
}

/**
 * Whether a claim says anything. Of an empty object or list the holder may have withheld all that was in it, and one
 * that has only such in it says no more.
 */
export function saysSomething(value: unknown): boolean {
  if (isWithheld(value)) return false;
  if (typeof value === "object" && value !== null) return Object.values(value).some(saysSomething);
  return value !== undefined && value !== null && value !== "";
}
