import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CompactEncrypt, compactDecrypt } from "jose";
import {
  type ChainSigner,
  createKeystore,
  DidimError,
  generatePrivateKey,
  keystoreAddress,
  openKeystore,
  type PublicJwk,
  publicJwk,
  type Signer,
  signerFromPrivateKey,
  thumbprint,
} from "../../src/index.ts";
import { type Home, readIfThere, readJsonIfThere, writeNew } from "./home.ts";

/**
 * Encrypted keys, one file each. An *account* (secp256k1) acts on the chain: a Web3 keystore, version 3. A *signing* key (P-256)
 * signs credentials or presentations: its JWK in a JWE (RFC 7518 §4.8, PBES2).
 */
export type KeyKind = "account" | "signing";

export interface KeyEntry {
  readonly name: string;
  readonly kind: KeyKind;
  readonly file: string;
  /** An account's address, or a signing key's thumbprint (RFC 7638). */
  readonly id: string;
}

/** OWASP's count for PBKDF2 with SHA-512 (Password Storage Cheat Sheet, 2023). */
const ROUNDS = 210_000;
const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

interface SigningFile {
  readonly publicJwk: PublicJwk;
  readonly jwe: string;
}

export async function createKey(home: Home, name: string, kind: KeyKind, password: string): Promise<KeyEntry> {
  const file = fileOf(home, name, kind);
  const made = async (): Promise<string> =>
    kind === "account" ? (await createKeystore(password)).json : createSigning(password);
  if (readIfThere(file) === undefined && writeNew(file, await made())) return entryOf(home, name, kind);
  throw new DidimError("cli.key-exists", `There is a key ${name} already: ${file}`, { name, file });
}

async function createSigning(password: string): Promise<string> {
  const d = generatePrivateKey("ES256");
  const jwe = await new CompactEncrypt(d)
    .setProtectedHeader({ alg: "PBES2-HS512+A256KW", enc: "A256GCM" })
    .setKeyManagementParameters({ p2c: ROUNDS })
    .encrypt(new TextEncoder().encode(password));
  const file: SigningFile = { publicJwk: signerFromPrivateKey("ES256", d).publicJwk, jwe };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** Opens an account's key. */
export async function openAccount(home: Home, name: string, password: string): Promise<ChainSigner> {
  return openKeystore(readIfThere(existing(home, name, "account")) ?? "", password);
}

/** Opens a signing key. */
export async function openSigning(home: Home, name: string, password: string): Promise<Signer> {
  const { jwe, publicJwk: named } = readJsonIfThere(existing(home, name, "signing")) as SigningFile;
  const signer = await decryptSigning(jwe, name, password);
  // Whoever can write the file could name a key of his own, to have it registered as the agency's.
  if (thumbprint(signer.publicJwk) === thumbprint(publicJwk(named))) return signer;
  throw new DidimError("cli.file", `The key ${name} was altered: the file names another public key than its own.`, {
    name,
  });
}

async function decryptSigning(jwe: string, name: string, password: string): Promise<Signer> {
  try {
    const options = { keyManagementAlgorithms: ["PBES2-HS512+A256KW"], maxPBES2Count: ROUNDS };
    const { plaintext } = await compactDecrypt(jwe, new TextEncoder().encode(password), options);
    return signerFromPrivateKey("ES256", plaintext);
  } catch {
    throw new DidimError("registry.password", `The password does not open the key ${name}.`, { name });
  }
}

/** The public part of a signing key, which needs no password. */
export function signingPublicKey(home: Home, name: string): PublicJwk {
  const file = readJsonIfThere(existing(home, name, "signing")) as Partial<SigningFile>;
  return publicJwk(file.publicJwk);
}

export function accountAddress(home: Home, name: string): string {
  const file = existing(home, name, "account");
  const address = keystoreAddress(readIfThere(file) ?? "");
  if (address !== undefined) return address;
  throw new DidimError("registry.keystore", `${file} is no keystore file that names its address.`, { file });
}

export function hasKey(home: Home, name: string, kind: KeyKind): boolean {
  return NAME.test(name) && readIfThere(fileOf(home, name, kind)) !== undefined;
}

export function listKeys(home: Home): KeyEntry[] {
  const entries = readIfFolder(home.keys).flatMap((file) => {
    const [, name, kind] = /^(.+)\.(account|signing)\.json$/.exec(file) ?? [];
    return name === undefined ? [] : [entryOf(home, name, kind as KeyKind)];
  });
  return entries.sort((a, b) => a.name.localeCompare(b.name));
}

function entryOf(home: Home, name: string, kind: KeyKind): KeyEntry {
  const id = kind === "account" ? accountAddress(home, name) : thumbprint(signingPublicKey(home, name));
  return { name, kind, file: fileOf(home, name, kind), id };
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
  throw new DidimError("cli.key-name", "A key's name: small letters, digits, '.', '-' and '_', at most 64.", { name });
}

function readIfFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
