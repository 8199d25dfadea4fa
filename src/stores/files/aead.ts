import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** What AES-256-GCM (NIST SP 800-38D) makes of a text. */
export interface SealedText {
  readonly iv: Uint8Array;
  readonly tag: Uint8Array;
  readonly sealed: Uint8Array;
}

/**
 * Seals a text by a key of 32 bytes, with a fresh IV of 96 random bits: not more than 2^32 times by one key.
 *
 * @param along What is not sealed, but authenticated along: it opens only beside the same.
 */
export function sealText(key: Uint8Array, text: string, along: string): SealedText {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(along));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return { iv, tag: cipher.getAuthTag(), sealed };
}

/** Undefined: by another key, altered, or beside something else. */
export function openText(key: Uint8Array, { iv, tag, sealed }: SealedText, along: string): string | undefined {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 }).setAAD(Buffer.from(along));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
