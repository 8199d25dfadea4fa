import { thumbprint } from "../crypto/keys/jwk.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import type { PresentedCredential } from "../formats/format.ts";
import { decode, type Formats } from "../formats/index.ts";
import type { StoredCredential } from "../stores/vault.ts";
import { CLOCK_SKEW } from "../verdict/checks/holder-binding.ts";
import { ONE_TIME_LIFE } from "../verdict/checks/status.ts";

/** A readable credential in the wallet, with its decoded content. */
export interface HeldCredential extends StoredCredential {
  readonly format: string;
  readonly issuer: string;
  readonly type: string;
  /** Seconds since 1970, as are the other times. */
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /** Whether it is a one-time copy: no status, and a life of at most 24 hours. */
  readonly oneTime: boolean;
  /** All claims, including those that the holder can withhold. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * A credential in the wallet that this version cannot read. The holder can remove it, or ask its issuer for another.
 */
export interface UnreadableCredential extends StoredCredential {
  /** `format.*` or `holder.not-a-credential`. */
  readonly error: DidimError;
}

/**
 * Decodes a credential as an issuer hands it out. Throws `format.*` for unreadable text, and `holder.not-a-credential`
 * for a presentation.
 */
export function parseHeld(credential: string, formats?: Formats): PresentedCredential {
  const [parsed, ...more] = decode(credential, formats);
  if (parsed === undefined || more.length > 0 || parsed.holderProof !== undefined) {
    throw new DidimError(
      "holder.not-a-credential",
      "This is a presentation to some verifier, not a credential as its issuer hands it out.",
    );
  }
  return parsed;
}

export function readEntry(stored: StoredCredential, formats: Formats): HeldCredential {
  const { format, issuer, type, issuedAt, notBefore, expires, status, claims } = parseHeld(stored.credential, formats);
  return {
    ...stored,
    format,
    issuer,
    type,
    issuedAt,
    ...(notBefore !== undefined && { notBefore }),
    ...(expires !== undefined && { expires }),
    oneTime: status === undefined && expires !== undefined && expires - issuedAt <= ONE_TIME_LIFE,
    claims,
  };
}

/** Reads each credential separately, so that an unreadable one does not block the others. */
export function readEntries(stored: readonly StoredCredential[], formats: Formats) {
  const [held, unreadable]: [HeldCredential[], UnreadableCredential[]] = [[], []];
  for (const one of stored) {
    try {
      held.push(readEntry(one, formats));
    } catch (error) {
      if (!isDidimError(error)) throw error;
      unreadable.push({ ...one, error });
    }
  }
  return { held, unreadable };
}

/** Whether the credential is within its times (RFC 7519 §4.1.4, §4.1.5), by the same rules as verifiers. Seconds. */
export function isCurrent(
  { issuedAt, notBefore = 0, expires = Number.POSITIVE_INFINITY }: Times,
  now: number,
): boolean {
  return now < expires && now >= notBefore && issuedAt <= now + CLOCK_SKEW;
}

type Times = Pick<HeldCredential, "issuedAt"> & { readonly notBefore?: number; readonly expires?: number };

/** The id of the holder key that the credential is bound to: its thumbprint. Undefined if it is bound to none. */
export function keyIdOf({ holderKey }: PresentedCredential): string | undefined {
  return holderKey && thumbprint(holderKey);
}
