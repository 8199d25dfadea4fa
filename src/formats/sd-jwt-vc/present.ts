import type { JsonObject } from "../../crypto/encodings/json.ts";
import { sameKey } from "../../crypto/keys/jwk.ts";
import type { PublicJwk } from "../../crypto/keys/keys.ts";
import { type ClaimPath, type ClaimPosition, Positions } from "../../request/claim-path.ts";
import type { Binding, Selection } from "../format.ts";
import { confirmationKey } from "../jose/registered.ts";
import { checkText } from "../limits.ts";
import { positionsOf } from "../paths.ts";
import { refusal } from "../refusal.ts";
import { claimsOf, parseSdJwtVc } from "./decode.ts";
import { bind } from "./key-binding.ts";
import type { SdJwt } from "./sd-jwt.ts";

/** Selects these claims, each with everything inside it. Claims that are not disclosable are always shown. */
export function selectSdJwtVc(credential: string, claims: readonly ClaimPath[]): Selection {
  const held = parseHeld(credential);
  const shown = select(credential, held, claims);
  return {
    shows: () => claimsOf(parseSdJwtVc(shown).claims),
    unbound: () => shown,
    present: (binding) => present(shown, confirmationKey(held.claims), binding),
  };
}

async function present(shown: string, key: PublicJwk | undefined, binding: Binding): Promise<string> {
  if (key === undefined || !sameKey(key, binding.holder.publicJwk)) {
    throw refusal("format.holder-key", "The credential is not bound to this holder's key.");
  }
  const presentation = await bind(shown, binding);
  // Credential and staple each fit, but together they may be too large. The holder learns it here, not from the
  // verifier.
  checkText(presentation);
  return presentation;
}

/** The claims that a holder can show or withhold: their paths and values, outer claims before those inside them. */
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

/** Keeps the disclosures in the issuer's order, so that the order reveals nothing. */
function select(credential: string, { claims, placed }: SdJwt, disclose: readonly ClaimPath[]): string {
  const chosen = new Positions(positionsOf(claims, disclose));
  const shown = new Set(placed.filter(({ place }) => chosen.touch(place)).map(({ encoded }) => encoded));
  const [jwt, ...disclosures] = credential.split("~");
  return [jwt, ...disclosures.filter((encoded) => shown.has(encoded)), ""].join("~");
}

function valueAt(claims: JsonObject, place: ClaimPosition): unknown {
  return place.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], claims);
}
