import { randomBytes } from "node:crypto";
import { scrypt } from "#crypto";
import { fromBase64url, toBase64url } from "../../../crypto/encodings/base64url.ts";
import { bytesOfText } from "../../../crypto/encodings/bytes.ts";
import { type JsonObject, parseJsonObject } from "../../../crypto/encodings/json.ts";
import { DidimError } from "../../../errors/error.ts";
import { openText, sealText } from "./aead.ts";

/**
 * A text sealed with a password: the key by scrypt (RFC 7914), the text by AES-256-GCM (NIST SP 800-38D) with a fresh
 * 96-bit IV each time. The parameters are authenticated too.
 */
export interface SealingKey {
  readonly cost: number;
  readonly salt: Buffer;
  readonly key: Uint8Array;
}

/** scrypt's N, with r = 8 and p = 1: 128 MiB and about half a second, as OWASP advises for passwords. */
export const DEFAULT_COST = 2 ** 17;
const COSTS = { least: 2 ** 14, most: 2 ** 20 };
const [R, P] = [8, 1];
const FORMAT = "didim-vault 1";

export function newSealingKey(password: string, cost: number = DEFAULT_COST): Promise<SealingKey> {
  return deriveKey(password, cost, randomBytes(16));
}

export function seal({ cost, salt, key }: SealingKey, text: string): string {
  const parts = { salt, ...sealText(key, text, parametersOf(cost, salt)) };
  const encoded = Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, toBase64url(bytes)]));
  return JSON.stringify({ format: FORMAT, kdf: "scrypt", N: cost, r: R, p: P, cipher: "aes-256-gcm", ...encoded });
}

/**
 * The text, and the key for sealing it again. If `known` is the file's key, it need not be derived again. Throws
 * `holder.vault-*`.
 */
export async function unseal(
  file: string,
  password: string,
  known?: SealingKey,
): Promise<{ text: string; key: SealingKey }> {
  const { cost, salt, iv, tag, sealed } = readParts(file);
  const key = known?.cost === cost && known.salt.equals(salt) ? known : await deriveKey(password, cost, salt);
  const text = openText(key.key, { iv, tag, sealed }, parametersOf(cost, salt));
  if (text !== undefined) return { text, key };
  throw new DidimError(
    "holder.vault-refused",
    "The wallet file does not open: the password is wrong, or the file was altered.",
  );
}

interface Parts {
  readonly cost: number;
  readonly salt: Buffer;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly sealed: Buffer;
}

function readParts(file: string): Parts {
  const parts = parse(file);
  const { format, kdf, N: cost, r, p, cipher } = parts;
  if (format !== FORMAT || kdf !== "scrypt" || r !== R || p !== P || cipher !== "aes-256-gcm")
    throw unreadable("another version, or no wallet file");
  // Checked before use: the cost determines how much memory scrypt takes, and whoever wrote the file chose it.
  if (typeof cost !== "number" || !isCost(cost)) throw unreadable("the cost of scrypt is out of bounds");
  return {
    cost,
    salt: bytes(parts.salt, 16),
    iv: bytes(parts.iv, 12),
    tag: bytes(parts.tag, 16),
    sealed: bytes(parts.sealed),
  };
}

function parse(file: string): JsonObject {
  try {
    return parseJsonObject(Buffer.from(file, "utf8"));
  } catch {
    throw unreadable("not JSON");
  }
}

function bytes(value: unknown, length?: number): Buffer {
  const decoded = typeof value === "string" ? fromBase64url(value) : undefined;
  if (decoded === undefined || (length !== undefined && decoded.length !== length))
    throw unreadable("a part is damaged");
  return Buffer.from(decoded);
}

async function deriveKey(password: string, cost: number, salt: Buffer): Promise<SealingKey> {
  if (!isCost(cost)) throw new RangeError("scrypt's N is a power of two from 2^14 to 2^20");
  // Normalized, so that differently composed characters give the same password (RFC 8265 §4.2.1).
  const key = await scrypt(bytesOfText(password.normalize("NFC")), salt, { N: cost, r: R, p: P }, 32);
  return { cost, salt, key };
}

function isCost(cost: number): boolean {
  return Number.isInteger(Math.log2(cost)) && cost >= COSTS.least && cost <= COSTS.most;
}

function parametersOf(cost: number, salt: Buffer): string {
  return `${FORMAT} scrypt ${cost} ${R} ${P} ${toBase64url(salt)} aes-256-gcm`;
}

export function unreadable(why: string): DidimError {
  return new DidimError("holder.vault-unreadable", `This is no wallet file that can be read: ${why}.`, { why });
}
