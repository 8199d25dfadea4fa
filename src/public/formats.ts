/** The interface of a credential format, and the list of formats: for code that adds one. No logic. */
export type { JsonObject } from "../crypto/encodings/json.ts";
export type {
  Binding,
  Coverage,
  Encoded,
  Format,
  HolderProof,
  NotCovered,
  PresentedCredential,
  Selection,
  Written,
} from "../formats/format.ts";
export { type Formats, formatOf, formats } from "../formats/index.ts";
export type { Issuance, JsonClaims } from "../formats/issuance.ts";
export type { PlainSession, Session } from "../formats/session.ts";
export type { ClaimPath, ClaimPosition } from "../request/claim-path.ts";
