import { toBase64url, utf8ToBase64url } from "../../crypto/encodings/base64url.ts";
import { randomBytes } from "../../crypto/encodings/bytes.ts";
import { isObject, type JsonObject } from "../../crypto/encodings/json.ts";
import { sha256Base64url } from "../../crypto/hash.ts";
import type { ClaimPosition } from "../../request/claim-path.ts";
import { checkName } from "../names.ts";

export type Random = (bytes: number) => Uint8Array;
/** For salts, by the platform's generator. It takes 2 µs to be asked, so it is asked for many at once; no byte is handed out twice. */
export const systemRandom: Random = inPortions(randomBytes, 4096);

function inPortions(draw: Random, size: number): Random {
  let drawn: Uint8Array = new Uint8Array();
  let used = 0;
  return (bytes) => {
    if (used + bytes > drawn.length) [drawn, used] = [draw(Math.max(size, bytes)), 0];
    used += bytes;
    return drawn.subarray(used - bytes, used);
  };
}

/** RFC 9901 §9.3 requires at least 128 bits. */
const SALT_BYTES = 16;

export interface Concealed {
  readonly claims: Record<string, unknown>;
  readonly disclosures: readonly string[];
}

export interface ConcealOptions {
  /** Whether the claim at this place becomes a disclosure of its own. */
  readonly isDisclosable: (place: ClaimPosition) => boolean;
  /** The number of decoy digests added to each `_sd`, so that its length says less (RFC 9901 §4.2.7). */
  readonly decoys: number;
  readonly random: Random;
}

/** Replaces disclosable claims by digests (RFC 9901 §4.2), innermost first. */
export function conceal(claims: JsonObject, { isDisclosable, decoys, random }: ConcealOptions): Concealed {
  const disclosures: string[] = [];
  const disclose = (parts: readonly unknown[]): string => {
    const encoded = utf8ToBase64url(JSON.stringify([toBase64url(random(SALT_BYTES)), ...parts]));
    disclosures.push(encoded);
    return sha256Base64url(encoded);
  };
  const decoy = (): string => sha256Base64url(toBase64url(random(32)));

  const object = (from: JsonObject, at: ClaimPosition): Record<string, unknown> => {
    const open: Record<string, unknown> = {};
    const digests: string[] = [];
    for (const name of Object.keys(from)) {
      const member = from[name];
      checkName(name);
      const place = [...at, name];
      if (isDisclosable(place)) digests.push(disclose([name, value(member, place)]));
      else open[name] = value(member, place);
    }
    if (digests.length === 0) return open;
    // Sorted, so that the digests do not reveal the order of the claims (RFC 9901 §4.2.4.1).
    return { ...open, _sd: [...digests, ...Array.from({ length: decoys }, decoy)].sort() };
  };
  const array = (from: readonly unknown[], at: ClaimPosition): unknown[] =>
    from.map((element, i) => {
      const place = [...at, i];
      return isDisclosable(place) ? { "...": disclose([value(element, place)]) } : value(element, place);
    });
  const value = (from: unknown, at: ClaimPosition): unknown => {
    if (Array.isArray(from)) return array(from, at);
    return isObject(from) ? object(from, at) : from;
  };
  return { claims: object(claims, []), disclosures };
}
