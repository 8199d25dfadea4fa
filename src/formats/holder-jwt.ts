import type { NotCovered } from "./format.ts";
import type { Session } from "./session.ts";

/** What a JWT that a holder signs (kb+jwt, vp+jwt) says of its session, in the open. */
export interface SessionClaims {
  readonly aud: string;
  readonly nonce: string;
}

/** What it must say. */
export function sessionClaims({ audience, nonce }: Session): SessionClaims {
  return { aud: audience, nonce };
}

/** Why a JWT that says this is of another session; undefined if it is of this one. */
export function ofOtherSession(said: SessionClaims, session: Session): NotCovered | undefined {
  const { aud, nonce } = sessionClaims(session);
  if (said.aud !== aud) return { ok: false, why: "audience", audience: said.aud };
  return said.nonce === nonce ? undefined : { ok: false, why: "nonce" };
}
