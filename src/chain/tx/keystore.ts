import { decryptKeystoreJson, encryptKeystoreJson, scrypt as ethersScrypt, isKeystoreJson, Wallet } from "ethers";
import { scrypt } from "#crypto";
import { DidimError } from "../../errors/error.ts";
import { type ChainSigner, walletSigner } from "./signer.ts";

/** scrypt's N, as in geth and ethers (Web3 Secret Storage v3). Tests use less. */
const STANDARD_N = 131_072;

useOurScrypt();

/** ethers derives the same keys in JavaScript, which takes three times as long in Node. */
function useOurScrypt(): void {
  try {
    ethersScrypt.register((password, salt, N, r, p, length) => scrypt(password, salt, { N, r, p }, length));
  } catch {
    // The application has locked ethers (`ethers.lock()`): it goes on with its own code.
  }
}

/** Creates an account: its address, and its key as the text of an encrypted keystore file (Web3 Secret Storage v3). */
export async function createKeystore(
  password: string,
  options: { readonly scryptN?: number } = {},
): Promise<{ readonly address: string; readonly json: string }> {
  const { address, privateKey } = Wallet.createRandom();
  const scrypt = { N: options.scryptN ?? STANDARD_N, r: 8, p: 1 };
  const json = await encryptKeystoreJson({ address, privateKey }, password, { scrypt });
  return { address: address.toLowerCase(), json };
}

/**
 * The address that a keystore file names; undefined if the text is no keystore file, or names none. It is not verified:
 * whoever can write the file can write another address. Open the file before relying on it.
 */
export function keystoreAddress(json: string): string | undefined {
  if (!isKeystoreJson(json)) return undefined;
  const { address } = JSON.parse(json) as { address?: unknown };
  const [, digits] = /^(?:0x)?([0-9a-f]{40})$/i.exec(String(address)) ?? [];
  return digits === undefined ? undefined : `0x${digits.toLowerCase()}`;
}

/**
 * Opens a keystore file. The file's address must be that of its key; a file with another address, or none, was altered.
 * The format's checksum (`mac`) does not cover the initialization vector: with another vector the file would open to
 * another key, which nobody knows.
 * Throws `registry.keystore` or `registry.password`.
 */
export async function openKeystore(json: string, password: string): Promise<ChainSigner> {
  if (!isKeystoreJson(json)) throw new DidimError("registry.keystore", "This is no keystore file (version 3).");
  const signer = walletSigner(new Wallet(await decrypt(json, password)));
  const named = keystoreAddress(json);
  if (named === signer.address) return signer;
  const message = `The keystore file was altered: it names ${named === undefined ? "no address" : "another address than its key's"}.`;
  throw new DidimError("registry.keystore", message, { address: signer.address, ...(named && { named }) });
}

/** ethers reports a wrong password when the address does not match the key, so the address is removed first. */
async function decrypt(json: string, password: string): Promise<string> {
  const { address: _, ...sealed } = JSON.parse(json) as Record<string, unknown>;
  try {
    return (await decryptKeystoreJson(JSON.stringify(sealed), password)).privateKey;
  } catch {
    // The cause is left out, because ethers would include the password.
    throw new DidimError("registry.password", "The password does not open this keystore file.", {});
  }
}
