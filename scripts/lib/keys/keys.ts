import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type ChainSigner, createKeystore, openKeystore, readKeystore } from "../../../src/public/chain.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { type Signer, thumbprint } from "../../../src/public/keys.ts";
import {
  checkNewPassword,
  newSigningKey,
  readBytes,
  saidThumbprint,
  unsealSigningKey,
} from "../../../src/public/node.ts";
import { type Home, writeNew } from "../terminal/home.ts";
import { unmarked } from "../terminal/input/input.ts";

/**
 * Encrypted keys, one file each. An *account* key (secp256k1) sends transactions: a Web3 keystore, version 3. A
 * *signing* key (P-256) signs credentials or presentations: see `src/key-files/`. When a file is opened, public key and
 * address are computed from the secret, because whoever can write the file can put others into it.
 */
export type KeyKind = "account" | "signing";

/** A key that was created or opened. */
export interface KeyEntry {
  readonly name: string;
  readonly kind: KeyKind;
  readonly file: string;
  /** An account's address, or a signing key's thumbprint (RFC 7638). */
  readonly id: string;
}

/** A key's file, not opened. */
export interface KeyFile {
  readonly name: string;
  readonly kind: KeyKind;
  readonly file: string;
  /** The id that the file names, not verified; undefined if it names none. */
  readonly says: string | undefined;
  /** Why no password could open the file. */
  readonly problem?: DidimError;
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Throws `cli.key-name`, `cli.key-exists`, `holder.password-short`. */
export async function createKey(home: Home, name: string, kind: KeyKind, password: string): Promise<KeyEntry> {
  const file = newKeyFile(home, name, kind);
  checkNewPassword(password);
  const { id, text } = await made(kind, password);
  if (writeNew(file, text)) return { name, kind, file, id };
  throw keyExists(name, file);
}

/** The file of a key that does not exist yet. Throws `cli.key-name`, `cli.key-exists`. */
export function newKeyFile(home: Home, name: string, kind: KeyKind): string {
  const file = fileOf(home, name, kind);
  if (existsSync(file)) throw keyExists(name, file);
  return file;
}

function keyExists(name: string, file: string): DidimError {
  return new DidimError("cli.key-exists", `A key ${name} already exists: ${file}`, { name, file });
}

async function made(kind: KeyKind, password: string): Promise<{ readonly id: string; readonly text: string }> {
  if (kind === "signing") return newSigningKey(password);
  const { address, json } = await createKeystore(password);
  return { id: address, text: json };
}

/** Opens an account key. Throws `registry.password`, `registry.keystore`; both name the file. */
export function openAccount(home: Home, name: string, password: string): Promise<ChainSigner> {
  const file = existing(home, name, "account");
  return ofFile(file, () => openKeystore(textOf(file), password));
}

/** Opens a signing key. Throws `registry.password`, `files.signing-key`; both name the file. */
export function openSigning(home: Home, name: string, password: string): Promise<Signer> {
  const file = existing(home, name, "signing");
  return ofFile(file, () => unsealSigningKey(textOf(file), password));
}

async function ofFile<T>(file: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!isDidimError(error) || error.message.includes(file)) throw error;
    throw new DidimError(error.code, `${file}: ${error.message}`, { ...error.details, file }, { cause: error });
  }
}

export async function openKey(home: Home, name: string, kind: KeyKind, password: string): Promise<KeyEntry> {
  const id =
    kind === "account"
      ? (await openAccount(home, name, password)).address
      : thumbprint((await openSigning(home, name, password)).publicJwk);
  return { name, kind, file: fileOf(home, name, kind), id };
}

export function hasKey(home: Home, name: string, kind: KeyKind): boolean {
  return NAME.test(name) && existsSync(fileOf(home, name, kind));
}

export function listKeys(home: Home): KeyFile[] {
  const files = readIfFolder(home.keys).flatMap((name) => {
    const [, key, kind] = /^(.+)\.(account|signing)\.json$/.exec(name) ?? [];
    return key === undefined ? [] : [keyFile(home, key, kind as KeyKind)];
  });
  return files.sort((a, b) => a.name.localeCompare(b.name));
}

/** One file that cannot be used does not hide the others. */
function keyFile(home: Home, name: string, kind: KeyKind): KeyFile {
  const file = join(home.keys, `${name}.${kind}.json`);
  const one = { name, kind, file };
  try {
    const text = textOf(file);
    if (kind === "signing") return { ...one, says: saidThumbprint(text) };
    const { address } = readKeystore(text);
    return { ...one, says: address, ...(address === undefined && { problem: withoutAddress() }) };
  } catch (error) {
    return { ...one, says: undefined, problem: isDidimError(error) ? error : inaccessible(file, error) };
  }
}

function withoutAddress(): DidimError {
  const message = "This keystore file names no address, so an alteration could not be noticed, and it is not opened.";
  return new DidimError("registry.keystore", message, {});
}

/** Far larger than any key. */
const MAX_BYTES = 65_536;

/** The text of a key's file. Throws `cli.file-access`, `files.not-text`, `files.too-large`. */
function textOf(file: string): string {
  try {
    return unmarked(readBytes(file, MAX_BYTES, file), file);
  } catch (error) {
    throw isDidimError(error) ? error : inaccessible(file, error);
  }
}

function inaccessible(file: string, error: unknown): DidimError {
  const why = (error as NodeJS.ErrnoException).code ?? String(error);
  const message = why === "EISDIR" ? "This is a folder, not a key." : `This file cannot be read (${why}).`;
  return new DidimError("cli.file-access", message, { file, why }, { cause: error });
}

function existing(home: Home, name: string, kind: KeyKind): string {
  if (hasKey(home, name, kind)) return fileOf(home, name, kind);
  const create = `npm run didim -- key create ${NAME.test(name) ? name : "NAME"}${kind === "signing" ? " --signing" : ""}`;
  throw new DidimError("cli.no-key", `There is no ${kind} key ${name} in ${home.keys}. Make one: ${create}`, {
    name,
    kind,
  });
}

function fileOf(home: Home, name: string, kind: KeyKind): string {
  if (NAME.test(name)) return join(home.keys, `${name}.${kind}.json`);
  throw new DidimError(
    "cli.key-name",
    "The name of a key may have lower-case letters, digits, '.', '-' and '_', at most 64 characters.",
    { name },
  );
}

function readIfFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
