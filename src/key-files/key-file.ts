import { createKeystore, openKeystore } from "../chain/tx/accounts/keystore.ts";
import type { ChainSigner } from "../chain/tx/accounts/signer.ts";
import type { Signer } from "../crypto/keys/keys.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import { createAtomic } from "../stores/files/atomic.ts";
import { fileText } from "../stores/files/reading.ts";
import { checkNewPassword } from "../stores/files/sealing/password.ts";
import { newSigningKey, unsealSigningKey } from "./sealed-signing-key.ts";

/** An encrypted key's file, as `didim key create` makes it, and the password that opens it. */
export interface KeyFileOptions {
  readonly file: string;
  readonly password: string;
}

/** A key's file that was just made. */
export interface NewKeyFile {
  readonly file: string;
  /** An account's address (lower-case 0x-hex), or a signing key's RFC 7638 thumbprint. */
  readonly id: string;
}

/** Far larger than any key. */
const MAX_BYTES = 65_536;

/**
 * Opens a key that signs credentials: a file of `didim key create NAME --signing`, or of {@link createSigningKeyFile}. The
 * public key is computed from the private one, because whoever can write the file can put another one into it. Throws
 * `registry.password`, `files.signing-key`, `files.too-large`, `files.not-text`, and the system's errors.
 */
export function openSigningKeyFile({ file, password }: KeyFileOptions): Promise<Signer> {
  return ofFile(file, async () => unsealSigningKey(await fileText(file, MAX_BYTES), password));
}

/**
 * Opens the key of an account that sends transactions: a Web3 keystore, version 3, such as a file of `didim key create
 * NAME`. Its address is computed from the key. Throws `registry.password`, `registry.keystore`, `files.too-large`,
 * `files.not-text`, and the system's errors.
 */
export function openAccountKeyFile({ file, password }: KeyFileOptions): Promise<ChainSigner> {
  return ofFile(file, async () => openKeystore(await fileText(file, MAX_BYTES), password));
}

/**
 * Makes a new P-256 key that signs credentials, in a new file that only its owner can read. Throws `files.exists`,
 * `holder.password-short`, and the system's errors.
 */
export async function createSigningKeyFile({ file, password }: KeyFileOptions): Promise<NewKeyFile> {
  checkNewPassword(password);
  const { id, text } = await newSigningKey(password);
  return written({ file, id }, text);
}

/** {@link createSigningKeyFile}, for a new account (secp256k1). */
export async function createAccountKeyFile({ file, password }: KeyFileOptions): Promise<NewKeyFile> {
  checkNewPassword(password);
  const { address: id, json } = await createKeystore(password);
  return written({ file, id }, json);
}

async function written(made: NewKeyFile, text: string): Promise<NewKeyFile> {
  if (await createAtomic(made.file, text)) return made;
  const message = `${made.file} already exists and is not overwritten. Name another file.`;
  throw new DidimError("files.exists", message, { file: made.file });
}

/** Names the file in an error about its content. */
async function ofFile<T>(file: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!isDidimError(error) || error.message.includes(file)) throw error;
    throw new DidimError(error.code, `${file}: ${error.message}`, { ...error.details, file }, { cause: error });
  }
}
