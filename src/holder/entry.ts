import { thumbprint } from "../crypto/jwk.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import type { PresentedCredential } from "../formats/format.ts";
import { decode, type Formats } from "../formats/index.ts";
import type { StoredCredential } from "../stores/vault.ts";
import { CLOCK_SKEW } from "../verdict/checks/holder-binding.ts";
import { ONE_TIME_LIFE } from "../verdict/checks/status.ts";

/** A credential in the wallet, and what it says. */
export interface HeldCredential extends StoredCredential {
  readonly format: string;
  readonly issuer: string;
  readonly type: string;
  /** Seconds. */
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /** Made to be shown once: without status, for 24 hours at most. */
  readonly oneTime: boolean;
  /** All of its claims, shown or not. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A credential in the wallet that cannot be read, by this version at least; it can be removed, or its issuer asked for another. */
export interface UnreadableCredential extends StoredCredential {
  /** `format.*` or `holder.not-a-credential`. */
  readonly error: DidimError;
}

/** Throws `format.*` for what can't be read, `holder.not-a-credential` for what is a presentation already. */
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

/** Each by itself: one that cannot be read keeps nobody from the others. */
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

/** RFC 7519 §4.1.4, §4.1.5, as verifiers judge it. */
export function isCurrent(
  { issuedAt, notBefore = 0, expires = Number.POSITIVE_INFINITY }: Times,
  now: number,
): boolean {
  return now < expires && now >= notBefore && issuedAt <= now + CLOCK_SKEW;
}

type Times = Pick<HeldCredential, "issuedAt"> & { readonly notBefore?: number; readonly expires?: number };

/** The id of the key that a credential is bound to. */
export function keyIdOf({ holderKey }: PresentedCredential): string | undefined {
  return holderKey && thumbprint(holderKey);
}
