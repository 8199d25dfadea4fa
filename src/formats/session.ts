/** A session that no protocol adds anything to: all there is to it is who asked, and the nonce. */
export interface PlainSession {
  readonly kind: "plain";
  /** Who asked: what the presentation must be addressed to. */
  readonly audience: string;
  /** The challenge of this one request. */
  readonly nonce: string;
}

/**
 * What the holder's signature must cover, by the way in which request and answer travelled. Only a format looks inside:
 * `HolderProof.covers()` says whether a proof is of a session, and `Selection.present()` makes one that is. Each
 * protocol adds its own here:
 *
 * - `openid4vp`: the full client_id, nonce, response_uri, the thumbprint of the encryption key or null, the
 *   transaction_data strings
 * - `dc-api`: origin, nonce, thumbprint or null
 * - `org-iso-mdoc`: encryptionInfo and origin (ISO/IEC 18013-7 Annex C)
 * - `proximity`: device engagement, the reader's ephemeral key, the handover
 */
export type Session = PlainSession;
