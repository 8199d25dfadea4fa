import type { Encoded } from "../format.ts";
import { type Jws, parseJws } from "../jose/jws.ts";
import { checkText } from "../limits.ts";
import { refusal } from "../refusal.ts";
import { type Resolved, resolveDisclosures } from "./disclosures.ts";
import { type KeyBinding, parseKeyBinding } from "./key-binding.ts";

/** A decoded SD-JWT or SD-JWT+KB (RFC 9901 §4) with its disclosures in place. No signature is verified. */
export interface SdJwt extends Resolved {
  readonly jws: Jws;
  readonly keyBinding?: KeyBinding;
}

/** Decodes according to RFC 9901 only; the profile interprets the claims. Throws `format.*`. */
export function parseSdJwt(text: Encoded, typ: string): SdJwt {
  checkText(text);
  const parts = text.split("~");
  const [first, last] = [parts.shift(), parts.pop()];
  if (first === undefined || last === undefined)
    throw refusal("format.malformed", "An SD-JWT has a tilde after its JWT.");
  const jws = parseJws(first, typ);
  const resolved = resolveDisclosures(jws.payload, parts);
  if (last === "") return { jws, ...resolved };
  return { jws, ...resolved, keyBinding: parseKeyBinding(last, text.slice(0, text.length - last.length)) };
}
