/** A session without a protocol: only an audience and a nonce. */
export interface PlainSession {
  readonly kind: "plain";
  /** The verifier to whom the presentation must be addressed. */
  readonly audience: string;
  /** The challenge of this request. */
  readonly nonce: string;
}

/**
 * What the holder's signature must cover; it depends on how request and answer travelled. Only a format looks inside:
 * `HolderProof.covers()` checks whether a proof belongs to a session, and `Selection.present()` makes one that does.
 * Each protocol adds its own session here:
 *
 * - `openid4vp`: the full client_id, nonce, response_uri, the thumbprint of the encryption key or null, the
 *   transaction_data strings
 * - `dc-api`: origin, nonce, thumbprint or null
 * - `org-iso-mdoc`: encryptionInfo and origin (ISO/IEC 18013-7 Annex C)
 * - `proximity`: device engagement, the reader's ephemeral key, the handover
 */
export type Session = PlainSession;
