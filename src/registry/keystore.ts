import { decryptKeystoreJson, encryptKeystoreJson, isKeystoreJson, Wallet } from "ethers";
import { DidimError } from "../errors.ts";
import { type ChainSigner, walletSigner } from "./signer.ts";

/** scrypt's N: what geth and ethers take (Web3 Secret Storage v3); tests take less. */
const STANDARD_N = 131_072;

/** A new account's key as an encrypted keystore file's text (Web3 Secret Storage v3), and its address. */
export async function createKeystore(
  password: string,
  options: { readonly scryptN?: number } = {},
): Promise<{ readonly address: string; readonly json: string }> {
  const { address, privateKey } = Wallet.createRandom();
  const scrypt = { N: options.scryptN ?? STANDARD_N, r: 8, p: 1 };
  const json = await encryptKeystoreJson({ address, privateKey }, password, { scrypt });
  return { address: address.toLowerCase(), json };
}

/** The account of a keystore file, without its password; undefined if the text is none. */
export function keystoreAddress(json: string): string | undefined {
  if (!isKeystoreJson(json)) return undefined;
  const { address } = JSON.parse(json) as { address?: string };
  return address === undefined ? undefined : `0x${address.replace(/^0x/, "").toLowerCase()}`;
}

/** Opens a keystore file. Throws `registry.keystore` or `registry.password`. */
export async function openKeystore(json: string, password: string): Promise<ChainSigner> {
  if (!isKeystoreJson(json)) throw new DidimError("registry.keystore", "This is no keystore file (version 3).");
  try {
    const { privateKey } = await decryptKeystoreJson(json, password);
    return walletSigner(new Wallet(privateKey));
  } catch {
    // The cause is left out: ethers would tell it with the password in it.
    throw new DidimError("registry.password", "The password does not open this keystore file.", {
      address: keystoreAddress(json),
    });
  }
}
