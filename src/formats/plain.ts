import { isObject, type JsonObject, MAX_DEPTH } from "../crypto/encodings/json.ts";
import type { ErrorCode } from "../errors/catalogue/catalogue.ts";
import type { DidimError } from "../errors/error.ts";
import type { ClaimPosition } from "../request/claim-path.ts";
import { pathText } from "../request/path-text.ts";
import { type Mistake, parseWritten } from "../written/json.ts";
import { MAX_PRESENTATION } from "./limits.ts";
import { checkName } from "./names.ts";
import { refusal } from "./refusal.ts";

/**
 * A copy of the claims, of texts, numbers, booleans, null, arrays and objects only. JSON.stringify() changes or drops
 * what JSON cannot express, so that the credential would say something else; here it is refused, with its place. Throws
 * `format.claim`, `format.claim-reserved`, `format.json-depth`, and `format.too-large` for more values than a credential
 * has room for.
 */
export function plainClaims(claims: unknown): JsonObject {
  const copy = new Copying().value(claims);
  if (isObject(copy)) return copy;
  throw refusal("format.claim", "The claims are not an object.");
}

/** The code of an error for each mistake in a JSON text but rounded numbers. */
const CODES = {
  "not-json": "format.json",
  "half-pair": "format.json",
  "name-twice": "format.json-duplicate",
  prototype: "format.json-name",
  depth: "format.json-depth",
} as const satisfies Readonly<Record<Exclude<Mistake, "number">, ErrorCode>>;

/**
 * The claims in a JSON text. Throws `format.claim` for a number that no double holds exactly, so that the credential
 * would have another one, and `format.json*` for what no token may say.
 */
export function parseClaims(text: string): JsonObject {
  const claims = parseWritten(text, (why, mistake, path) =>
    mistake === "number"
      ? inexpressible(path, "a number that is rounded when it is read: write it as a text")
      : refusal(CODES[mistake], `The claims are not JSON that a token may have: ${why}.`, { why }),
  );
  if (isObject(claims)) return claims;
  throw refusal("format.json", "The claims are not an object.", { why: "not an object" });
}

class Copying {
  readonly #around: object[] = [];
  readonly #at: (string | number)[] = [];
  #values = 0;

  value(value: unknown): unknown {
    this.#values += 1;
    if (this.#values > MAX_PRESENTATION) {
      throw refusal("format.too-large", "The claims are more values than a credential has room for.", {
        max: MAX_PRESENTATION,
      });
    }
    if (typeof value === "object" && value !== null) return this.#container(value);
    const why = whyNot(value);
    if (why !== undefined) throw inexpressible(this.#at, why);
    return value;
  }

  #container(value: object): unknown {
    if (this.#around.includes(value)) throw inexpressible(this.#at, "an object inside of itself");
    if (this.#at.length >= MAX_DEPTH) {
      throw refusal("format.json-depth", `The claims nest more than ${MAX_DEPTH} deep.`, { claim: pathText(this.#at) });
    }
    this.#around.push(value);
    const copy = Array.isArray(value) ? this.#array(value) : this.#object(value);
    this.#around.pop();
    return copy;
  }

  #array(from: readonly unknown[]): unknown[] {
    if (Reflect.ownKeys(from).length !== from.length + 1) {
      throw inexpressible(this.#at, "a list with holes, or with members of its own");
    }
    return Array.from({ length: from.length }, (_, i) => this.#member(from, i));
  }

  #object(from: object): JsonObject {
    const prototype = Object.getPrototypeOf(from) as object | null;
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      throw inexpressible(this.#at, "an object of a class, such as Date or Map");
    }
    const copy: Record<string, unknown> = {};
    for (const name of Reflect.ownKeys(from)) {
      if (typeof name === "symbol") throw inexpressible(this.#at, "an object with a member that a symbol names");
      checkName(name);
      copy[name] = this.#member(from, name);
    }
    return copy;
  }

  #member(from: object, name: string | number): unknown {
    this.#at.push(name);
    const member = Object.getOwnPropertyDescriptor(from, name);
    if (member === undefined) throw inexpressible(this.#at, "a hole in a list");
    if (!("value" in member)) throw inexpressible(this.#at, "a getter");
    if (member.enumerable !== true) throw inexpressible(this.#at, "a member that is not enumerable");
    const copy = this.value(member.value);
    this.#at.pop();
    return copy;
  }
}

function whyNot(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return /\p{Surrogate}/u.test(value) ? "a text with half of a surrogate pair" : undefined;
    case "number":
      return whyNoNumber(value);
    case "undefined":
      return "undefined: leave the claim out";
    case "boolean":
    case "object":
      return undefined;
    default:
      return `a ${typeof value}`;
  }
}

/** RFC 7493 §2.2: beyond 2^53, two readers may see different integers. */
function whyNoNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return "NaN or infinite";
  if (Object.is(value, -0)) return "-0, which is written as 0";
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
  return "an integer beyond 2^53: write it as a text";
}

function inexpressible(at: ClaimPosition, what: string): DidimError {
  const claim = pathText(at);
  const where = claim === "" ? "The claims cannot" : `The claim ${claim} cannot`;
  return refusal("format.claim", `${where} be written in JSON without a change: it is ${what}.`, { claim, why: what });
}
