import type { JsonObject } from "../../crypto/json.ts";
import { sameKey } from "../../crypto/jwk.ts";
import { checkSize } from "../limits.ts";
import { type ClaimPath, onTheWay, requirePaths, stepsOf } from "../paths.ts";
import { refusal } from "../refusal.ts";
import { confirmationKey } from "../registered.ts";
import type { ClaimPosition } from "./disclosures.ts";
import { parseSdJwtVc } from "./format.ts";
import { type BindingRequest, bind } from "./key-binding.ts";
import type { SdJwt } from "./sd-jwt.ts";

export interface SdJwtVcPresentation extends BindingRequest {
  /** As issued: every disclosure, no key binding. */
  readonly credential: string;
  /** The claims to show, each with all that is inside it. Claims that the issuer left open are always shown. */
  readonly disclose: readonly ClaimPath[];
}

/** A presentation for one verifier and one nonce, signed by the key that the credential is bound to. */
export async function presentSdJwtVc({ credential, disclose, ...binding }: SdJwtVcPresentation): Promise<string> {
  const held = parseHeld(credential);
  const key = confirmationKey(held.claims);
  if (key === undefined || !sameKey(key, binding.holder.publicJwk)) {
    throw refusal("format.holder-key", "The credential is not bound to this holder's key.");
  }
  const presentation = await bind(select(credential, held, disclose), binding);
  // Credential and staple each fit; together they need not. The holder is told here, not at the gate.
  checkSize(presentation);
  return presentation;
}

/** The same without key binding, for a credential that is bound to no key. */
export function discloseSdJwtVc(credential: string, disclose: readonly ClaimPath[]): string {
  return select(credential, parseHeld(credential), disclose);
}

/** What a holder can show or withhold: where it is, and what it says, outer claims before those inside them. */
export function describeSdJwtVc(credential: string): { readonly path: ClaimPosition; readonly value: unknown }[] {
  const { placed, claims } = parseHeld(credential);
  return placed.map(({ place }) => ({ path: place, value: valueAt(claims, place) }));
}

function parseHeld(credential: string): SdJwt {
  const held = parseSdJwtVc(credential);
  if (held.keyBinding !== undefined)
    throw refusal("format.already-bound", "This is a presentation, not the credential as issued.");
  return held;
}

/** Keeps the issuer's order of disclosures, so that the choice alone shows. */
function select(credential: string, { claims, placed }: SdJwt, disclose: readonly ClaimPath[]): string {
  requirePaths(claims, disclose);
  const paths = disclose.map(stepsOf);
  const shown = new Set(
    placed.filter(({ place }) => paths.some((steps) => onTheWay(steps, place))).map(({ encoded }) => encoded),
  );
  const [jwt, ...disclosures] = credential.split("~");
  return [jwt, ...disclosures.filter((encoded) => shown.has(encoded)), ""].join("~");
}

function valueAt(claims: JsonObject, place: ClaimPosition): unknown {
  return place.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], claims);
}
