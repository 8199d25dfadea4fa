import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** The result of AES-256-GCM (NIST SP 800-38D). */
export interface SealedText {
  readonly iv: Uint8Array;
  readonly tag: Uint8Array;
  readonly sealed: Uint8Array;
}

/**
 * Seals a text with a key of 32 bytes and a fresh random IV of 96 bits. One key may seal at most 2^32 texts.
 *
 * @param along Associated data: authenticated, not sealed. The text opens only together with the same data.
 */
export function sealText(key: Uint8Array, text: string, along: string): SealedText {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(along));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return { iv, tag: cipher.getAuthTag(), sealed };
}

/** Undefined if the key or the associated data differ, or the text was altered. */
export function openText(key: Uint8Array, { iv, tag, sealed }: SealedText, along: string): string | undefined {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 }).setAAD(Buffer.from(along));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
