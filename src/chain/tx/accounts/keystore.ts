import { decryptKeystoreJson, encryptKeystoreJson, scrypt as ethersScrypt, Wallet } from "ethers";
import { scrypt } from "#crypto";
import { DidimError } from "../../../errors/error.ts";
import { readKeystore } from "./keystore-file.ts";
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
 * The address that a keystore file names; undefined if it cannot be used, or names none. It is not verified: whoever can
 * write the file can write another address. Open the file before relying on it.
 */
export function keystoreAddress(json: string): string | undefined {
  try {
    return readKeystore(json).address;
  } catch {
    return undefined;
  }
}

/**
 * Opens a keystore file. The address of its key must be known: from the file, or from the caller, because the format does
 * not demand one. Its checksum (`mac`) does not cover the initialization vector: with another vector the file would open to
 * another key, which nobody knows. A file that names another address than its key's is refused.
 * Throws `registry.keystore` or `registry.password`.
 *
 * @param options `address`: the account that it must be, as the caller knows it.
 */
export async function openKeystore(
  json: string,
  password: string,
  options: { readonly address?: string } = {},
): Promise<ChainSigner> {
  const { address: written } = readKeystore(json);
  const named = written ?? options.address?.toLowerCase();
  const signer = walletSigner(new Wallet(await decrypt(json, password)));
  const { address } = signer;
  if (named === address && (options.address ?? named).toLowerCase() === address) return signer;
  const message =
    named === undefined
      ? `The keystore file names no address, so an alteration could not be noticed. Its key is that of ${address}: if this is your account, write it into the file ("address").`
      : "The keystore file was altered, or is of another account: its key is not that of the address named.";
  throw new DidimError("registry.keystore", message, { address, ...(named && { named }) });
}

/** ethers reports a wrong password when the address does not match the key, so the address is removed first. */
async function decrypt(json: string, password: string): Promise<string> {
  const { address: _, ...sealed } = JSON.parse(json) as Record<string, unknown>;
  try {
    return (await decryptKeystoreJson(JSON.stringify(sealed), password)).privateKey;
  } catch (error) {
    // The cause is left out, because ethers would include the password.
    if ((error as { argument?: unknown }).argument === "password")
      throw new DidimError("registry.password", "The password does not open this keystore file.", {});
    throw new DidimError("registry.keystore", "This keystore file cannot be used: its content does not decrypt.", {});
  }
}
