import { DidimError } from "../../../errors/error.ts";
import { parseWritten } from "../../../written/json.ts";

type Members = Readonly<Record<string, unknown>>;

/**
 * 128·N·r bytes is the memory that scrypt takes, and N·r·p its work. Geth's standard takes 256 MiB and 2^21. The bound is
 * that of sealed files, N = 2^20 with r = 8 and p = 1: 1 GiB, and some 4 s.
 */
const MOST_WORK = 2 ** 23;
/** OWASP advises 600,000. These take a second, in which nothing else runs. */
const MOST_ROUNDS = 2_000_000;

/**
 * Reads a keystore file (Web3 Secret Storage, version 3) without opening it: its address, if it names one. Throws
 * `registry.keystore` with the reason (`why`) if no password could open it: its parts are damaged, or its key derivation
 * is of another kind or out of bounds. Whoever wrote the file chose how much work it demands.
 */
export function readKeystore(json: string): { readonly address: string | undefined } {
  const file = lowerCase(parseWritten(json, (why) => unusable(`it has no JSON that can be used: ${why}`)));
  if (file.version !== 3 && file.version !== "3") throw unusable("it is no keystore file of version 3");
  const crypto = lowerCase(file.crypto);
  if (crypto.cipher !== "aes-128-ctr") throw unusable("its cipher is not aes-128-ctr");
  bytes(lowerCase(crypto.cipherparams).iv, "iv", 16);
  bytes(crypto.ciphertext, "ciphertext", 32);
  bytes(crypto.mac, "mac", 32);
  checkDerivation(crypto.kdf, lowerCase(crypto.kdfparams));
  return { address: addressIn(file.address) };
}

function checkDerivation(kdf: unknown, parameters: Members): void {
  if (typeof parameters.salt !== "string" || !isHex(parameters.salt)) throw unusable("its salt is damaged");
  if (parameters.dklen !== 32) throw unusable("its dklen is not 32");
  if (kdf === "scrypt") checkScrypt(parameters);
  else if (kdf === "pbkdf2") checkPbkdf2(parameters);
  else throw unusable("its key derivation (kdf) is neither scrypt nor pbkdf2");
}

function checkScrypt({ n, r, p }: Members): void {
  const isPower = isWhole(n) && n >= 2 && Number.isInteger(Math.log2(n));
  if (!isPower || !isWhole(r) || !isWhole(p)) throw unusable("its scrypt parameters (n, r, p) are invalid");
  if (n * r * p > MOST_WORK) throw unusable("its scrypt parameters (n, r, p) are out of bounds");
}

function checkPbkdf2({ c, prf }: Members): void {
  if (prf !== "hmac-sha256") throw unusable("its pbkdf2 is not of hmac-sha256");
  if (!isWhole(c) || c > MOST_ROUNDS) throw unusable("its number of pbkdf2 rounds (c) is invalid or out of bounds");
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

const isHex = (text: string): boolean => /^(?:0x)?(?:[0-9a-f]{2})+$/i.test(text);

function bytes(value: unknown, name: string, length: number): void {
  const isRight = typeof value === "string" && isHex(value) && value.replace(/^0x/i, "").length === 2 * length;
  if (!isRight) throw unusable(`its ${name} is damaged`);
}

/** Some programs write `Crypto`, as in the first version of the standard. */
function lowerCase(value: unknown): Members {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const members = Object.fromEntries(entries.map(([name, member]) => [name.toLowerCase(), member]));
  // Of two members, what is checked here and what is read later could differ.
  if (Object.keys(members).length !== entries.length) throw unusable("it has a member twice");
  return members;
}

function addressIn(value: unknown): string | undefined {
  const [, digits] = /^(?:0x)?([0-9a-f]{40})$/i.exec(String(value)) ?? [];
  return digits === undefined ? undefined : `0x${digits.toLowerCase()}`;
}

function unusable(why: string): DidimError {
  return new DidimError("registry.keystore", `This keystore file cannot be used: ${why}.`, { why });
}
