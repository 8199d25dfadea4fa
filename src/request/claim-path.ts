import { isObject, type JsonObject, MAX_DEPTH } from "../crypto/encodings/json.ts";
import { isWithheld } from "./withheld.ts";

/**
 * A claims path pointer (OpenID4VP 1.0 §7). A text selects an object's member, a number selects an array's element by
 * its index in the array as issued, and null selects all elements. A bare text stands for a claim at the top.
 */
export type ClaimPath = string | readonly (string | number | null)[];

/** The position of one claim, from the top: member names, and indices in arrays as issued. */
export type ClaimPosition = readonly (string | number)[];

/** A claim that a path selects. */
export interface SelectedClaim {
  readonly position: ClaimPosition;
  readonly value: unknown;
}

export function stepsOf(path: ClaimPath): readonly (string | number | null)[] {
  return typeof path === "string" ? [path] : path;
}

/**
 * Whether this is a valid path. It must begin with a name, because claims are an object, and must not be longer than
 * credentials nest.
 */
export function isClaimPath(value: unknown): value is ClaimPath {
  const steps: unknown = typeof value === "string" ? [value] : value;
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > MAX_DEPTH) return false;
  // Array.from() visits the holes of a sparse array; every() alone skips them.
  return typeof steps[0] === "string" && Array.from(steps).every(isStep);
}

function isStep(step: unknown): boolean {
  if (typeof step === "string") return step !== "";
  return step === null || (Number.isSafeInteger(step) && Number(step) >= 0);
}

/**
 * The claims that a path selects (OpenID4VP 1.0 §7.1.1). None if a value on the way does not match its step, such as an
 * object at a number or null, or if the path has no steps. Skips withheld elements. Looks at own members only: neither
 * at a prototype's nor at a list's length.
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
      if (step === null) for (const at of (value as readonly unknown[]).keys()) add(next, position, container, at);
      else add(next, position, container, step);
    }
    selected = next;
  }
  return selected;
}

function add(
  to: SelectedClaim[],
  position: ClaimPosition,
  container: Readonly<Record<string | number, unknown>>,
  at: string | number,
): void {
  if (!Object.hasOwn(container, at)) return;
  const value = container[at];
  if (!isWithheld(value)) to.push({ position: position.concat(at), value });
}

/**
 * The value of the claim at a path; undefined if there is none. If the path contains null, a list of all selected
 * values.
 */
export function claimAt(claims: JsonObject, path: ClaimPath): unknown {
  const values = selectedBy(path, claims).map(({ value }) => value);
  return stepsOf(path).includes(null) && values.length > 0 ? values : values[0];
}

/**
 * A set of positions, stored as a tree, so that one walk compares a position with all of them. A verifier chooses their
 * number; comparing all pairs would let a small request stop a wallet.
 */
export class Positions {
  readonly #root: Branch = { below: new Map(), isOne: false };

  constructor(positions: Iterable<ClaimPosition>) {
    for (const position of positions) this.#add(position);
  }

  /** Whether one of the positions equals this one, leads to it, or is inside it. */
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
 * Whether a claim has content. An empty object or list has none, because the holder may have withheld everything in it;
 * neither has one that contains only such values.
 */
export function hasContent(value: unknown): boolean {
  if (isWithheld(value)) return false;
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasContent);
  return value !== undefined && value !== null && value !== "";
}
