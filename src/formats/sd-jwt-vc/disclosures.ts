import { fromBase64url } from "../../crypto/encodings/base64url.ts";
import { isObject, type JsonObject, MAX_DEPTH, parseJson } from "../../crypto/encodings/json.ts";
import { sha256Base64url } from "../../crypto/hash.ts";
import type { ClaimPosition } from "../../request/claim-path.ts";
import { WITHHELD } from "../../request/withheld.ts";
import { MAX_DISCLOSURES } from "../limits.ts";
import { checkName, isReserved } from "../names.ts";
import { refusal } from "../refusal.ts";

/** A Disclosure (RFC 9901 §4.2): `[salt, name, value]` for a member, or `[salt, value]` for an array's element. */
interface Disclosure {
  readonly encoded: string;
  /** Which of the presented ones it is. */
  readonly position: number;
  readonly name?: string;
  readonly value: unknown;
}

export interface Resolved {
  /**
   * The payload with the disclosures in place, without `_sd` and `_sd_alg`. It differs from the Processed SD-JWT
   * Payload of RFC 9901 §7.1 in one point: there, withheld array elements are removed and later ones move up; here,
   * WITHHELD takes their place.
   */
  readonly claims: Record<string, unknown>;
  /** The path of each disclosure; outer ones before those inside them. */
  readonly placed: readonly { readonly place: ClaimPosition; readonly encoded: string }[];
}

/**
 * Puts disclosures in their places. Each digest may occur once, each disclosure must have a place, and none may replace
 * an existing member. A digest without a disclosure is of a withheld claim or a decoy; nobody can tell which. As a
 * member it is dropped; as an array element it keeps its position.
 */
export function resolveDisclosures(payload: JsonObject, encoded: readonly string[]): Resolved {
  const { _sd_alg: algorithm = "sha-256" } = payload;
  if (algorithm !== "sha-256") throw refusal("format.sd-alg", "The digests are not SHA-256 (_sd_alg).");
  const resolver = new Resolver(encoded);
  const claims = resolver.top(payload);
  if (resolver.placed.length !== encoded.length) {
    throw refusal("format.disclosure-unreferenced", "A disclosure is not among those that the issuer signed.");
  }
  return { claims, placed: resolver.placed };
}

const OCCURRED = "occurred";

class Resolver {
  readonly placed: { place: ClaimPosition; encoded: string }[] = [];
  /** By digest; of a digest that occurred, only that it did. */
  readonly #disclosures = new Map<string, Disclosure | typeof OCCURRED>();

  constructor(encoded: readonly string[]) {
    if (encoded.length > MAX_DISCLOSURES) {
      throw refusal("format.disclosures-too-many", `There are more than ${MAX_DISCLOSURES} disclosures.`);
    }
    let position = 0;
    for (const text of encoded) {
      const digest = sha256Base64url(text);
      if (this.#disclosures.has(digest)) throw refusal("format.disclosure-duplicate", "A disclosure comes twice.");
      this.#disclosures.set(digest, decodeDisclosure(text, position++));
    }
  }

  top(payload: JsonObject): Record<string, unknown> {
    return this.#object(payload, []);
  }

  #object(from: JsonObject, at: ClaimPosition): Record<string, unknown> {
    const claims: Record<string, unknown> = {};
    for (const name of Object.keys(from)) {
      if (name === "...") throw refusal("format.digest", "`...` stands outside of an array's element.");
      // RFC 9901 §4.1.1: `_sd_alg` is at the top only.
      if (name === "_sd" || (name === "_sd_alg" && at.length === 0)) continue;
      checkName(name);
      claims[name] = this.#value(from[name], at, name);
    }
    if (!Object.hasOwn(from, "_sd")) return claims;
    if (!Array.isArray(from._sd)) throw refusal("format.digest", "`_sd` is not an array.");
    for (const disclosure of this.#members(from._sd)) this.#addMember(claims, disclosure, at);
    return claims;
  }

  /**
   * In the order in which they were presented, not in that of their digests, which is another in each credential: the engine makes a
   * new kind of object of each order of members that it has not seen, and then takes twice as long for all that is done with them.
   */
  #members(digests: readonly unknown[]): readonly Disclosure[] {
    const found: Disclosure[] = [];
    for (const digest of digests) {
      const disclosure = this.#take(digest);
      if (disclosure !== undefined) found.push(disclosure);
    }
    return found.sort((one, other) => one.position - other.position);
  }

  #addMember(claims: Record<string, unknown>, { name, value, encoded }: Disclosure, at: ClaimPosition): void {
    if (name === undefined) throw refusal("format.disclosure-kind", "An element's disclosure stands for a member.");
    if (Object.hasOwn(claims, name)) throw refusal("format.claim-collision", "A disclosed claim is already there.");
    this.placed.push({ place: [...at, name], encoded });
    claims[name] = this.#value(value, at, name);
  }

  #array(from: readonly unknown[], at: ClaimPosition): unknown[] {
    return from.map((element, i) =>
      isObject(element) && Object.hasOwn(element, "...") ? this.#element(element, at, i) : this.#value(element, at, i),
    );
  }

  #element(digest: JsonObject, at: ClaimPosition, i: number): unknown {
    if (Object.keys(digest).length !== 1) throw refusal("format.digest", "`...` is not alone in its element.");
    const disclosure = this.#take(digest["..."]);
    if (disclosure === undefined) return WITHHELD;
    const { name, value, encoded } = disclosure;
    if (name !== undefined) throw refusal("format.disclosure-kind", "A member's disclosure stands for an element.");
    this.placed.push({ place: [...at, i], encoded });
    return this.#value(value, at, i);
  }

  #value(value: unknown, at: ClaimPosition, step: string | number): unknown {
    if (typeof value !== "object" || value === null) return value;
    const place = [...at, step];
    if (place.length >= MAX_DEPTH) throw refusal("format.json-depth", `Claims nest more than ${MAX_DEPTH} deep.`);
    if (Array.isArray(value)) return this.#array(value, place);
    return hasReserved(value, place.length) ? this.#object(value as JsonObject, place) : value;
  }

  #take(digest: unknown): Disclosure | undefined {
    if (typeof digest !== "string") throw refusal("format.digest", "A digest is not a text.");
    const disclosure = this.#disclosures.get(digest);
    if (disclosure === OCCURRED) throw refusal("format.digest-duplicate", "A digest occurs twice.");
    this.#disclosures.set(digest, OCCURRED);
    return disclosure;
  }
}

/**
 * Whether an object has a digest, or another reserved name, at any depth: then it is copied with the disclosures in place,
 * or refused. Most objects have none (`cnf`, `status`) and need no copy.
 */
function hasReserved(value: object, depth: number): boolean {
  if (depth >= MAX_DEPTH) return true;
  for (const name of Object.keys(value)) {
    if (isReserved(name)) return true;
    const inside = (value as JsonObject)[name];
    if (typeof inside === "object" && inside !== null && hasReserved(inside, depth + 1)) return true;
  }
  return false;
}

function decodeDisclosure(encoded: string, position: number): Disclosure {
  const bytes = fromBase64url(encoded);
  if (bytes === undefined || bytes.length === 0) {
    throw refusal("format.base64url", "A disclosure is empty or not canonical base64url.");
  }
  const parts = parseJson(bytes);
  if (!Array.isArray(parts) || typeof parts[0] !== "string")
    throw refusal("format.disclosure", "A disclosure is no array with a salt.");
  if (parts.length === 2) return { encoded, position, value: parts[1] };
  const name: unknown = parts[1];
  if (parts.length !== 3 || typeof name !== "string")
    throw refusal("format.disclosure", "A disclosure is neither of a member nor of an element.");
  checkName(name);
  return { encoded, position, name, value: parts[2] };
}
