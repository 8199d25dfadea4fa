import { toBase64url, utf8ToBase64url } from "../../../src/crypto/encodings/base64url.ts";
import { bytesOfText, sha256 } from "../../../src/crypto/encodings/bytes.ts";
import type { TestKey } from "./keys.ts";

export type Json = Record<string, unknown>;

/** JSON of a part: an object, or a text that is taken as it is, for what no object can say (a name twice). */
export type Part = Json | string;

export const base64urlOf = (text: string): string => utf8ToBase64url(text);
export const digestOf = (text: string): string => toBase64url(sha256(bytesOfText(text)));

const jsonOf = (part: Part): string => (typeof part === "string" ? part : JSON.stringify(part));

/** A compact JWS (RFC 7515 §7.1), signed by the key, whatever its header says. */
export function jws(header: Part, payload: Part, key: Pick<TestKey, "sign">): string {
  const input = `${base64urlOf(jsonOf(header))}.${base64urlOf(jsonOf(payload))}`;
  return `${input}.${toBase64url(key.sign(bytesOfText(input)))}`;
}

/** The same JWS with one bit of its signature turned. */
export function withOtherSignature(token: string): string {
  const at = token.lastIndexOf(".") + 1;
  return token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
}

/** The same JWS with another payload under the same signature. */
export function withPayload(token: string, edit: (payload: Json) => Json): string {
  const [header, payload = "", signature] = token.split(".");
  const changed = edit(JSON.parse(Buffer.from(payload, "base64url").toString()) as Json);
  return `${header}.${base64urlOf(JSON.stringify(changed))}.${signature}`;
}
