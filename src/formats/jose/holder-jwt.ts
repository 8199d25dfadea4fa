import type { NotCovered } from "../format.ts";
import type { Session } from "../session.ts";

/** The session in a JWT that a holder signs (kb+jwt, vp+jwt), as plain claims. */
export interface SessionClaims {
  readonly aud: string;
  readonly nonce: string;
}

/** The claims for a session. */
export function sessionClaims({ audience, nonce }: Session): SessionClaims {
  return { aud: audience, nonce };
}

/** Why a JWT with these claims belongs to another session; undefined if it belongs to this one. */
export function ofOtherSession(said: SessionClaims, session: Session): NotCovered | undefined {
  const { aud, nonce } = sessionClaims(session);
  if (said.aud !== aud) return { ok: false, why: "audience", audience: said.aud };
  return said.nonce === nonce ? undefined : { ok: false, why: "nonce" };
}
