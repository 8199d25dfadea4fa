import { keccak256 } from "../../../src/crypto/hash.ts";
import { flagsByte, type TypeFlags } from "../../../src/records/type-flags.ts";

/** The types of credentials in the pack's registries. */
export const ID = "https://credentials.go.kr/civil-servant-id/1";
export const EXTRACT = "https://credentials.go.kr/resident-extract/1";
/** Of this type, status 3 counts as valid. */
export const LICENCE = "https://credentials.go.kr/driving-licence/1";
/** This type needs neither a status nor a holder's proof. */
export const CERTIFICATE = "https://credentials.go.kr/certificate-of-residence/1";
/** This type needs no holder's proof. */
export const TICKET = "https://credentials.go.kr/parking-ticket/1";
/** This type needs no status. */
export const PASS = "https://credentials.go.kr/visitor-pass/1";
/** A type that was retired before the date of issue. */
export const FORMER = "https://credentials.go.kr/former-id/1";
/** A type that nobody registered. */
export const UNKNOWN = "https://credentials.go.kr/no-such-type/1";

const FLAGS: Readonly<Record<string, Partial<TypeFlags>>> = {
  [ID]: {},
  [EXTRACT]: {},
  [LICENCE]: { applicationStatusIsValid: true },
  [CERTIFICATE]: { status: "none", holderBinding: "none" },
  [TICKET]: { holderBinding: "none" },
  [PASS]: { status: "none" },
  [FORMER]: {},
};

export const typeId = (vct: string): string => keccak256(vct);

export const TYPES: readonly { readonly vct: string; readonly flags: number }[] = Object.entries(FLAGS).map(
  ([vct, flags]) => ({ vct, flags: flagsByte(flags) }),
);
