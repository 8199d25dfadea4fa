import { realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { fromBase64url, toBase64url } from "../../crypto/encodings/base64url.ts";
import type { SignatureAlgorithm, Signer } from "../../crypto/keys/keys.ts";
import { generatePrivateKey, signerFromPrivateKey } from "../../crypto/signatures/signer.ts";
import { DidimError, isDidimError } from "../../errors/error.ts";
import {
  type CredentialStore,
  heldKey,
  type KeyStore,
  keyUnknown,
  type StoredCredential,
  type Vault,
} from "../vault.ts";
import { isThere, privateFolder, writeAtomic } from "./atomic.ts";
import { acquireLock } from "./locking/lock.ts";
import { fileText } from "./reading.ts";
import { checkNewPassword } from "./sealing/password.ts";
import { newSealingKey, type SealingKey, seal, unreadable, unseal } from "./sealing/sealed.ts";

export interface FileVaultOptions {
  readonly path: string;
  readonly password: string;
  /** scrypt's N for a new file: a power of two from 2^14 to 2^20. Default 2^17. */
  readonly cost?: number;
}

/** Larger files are not read. This is room for thousands of credentials. */
const MAX_FILE = 64 * 1024 * 1024;
/** Larger content is not written: sealed, it is in base64url with the parameters around it. */
const MAX_CONTENT = ((MAX_FILE - 1024) / 4) * 3;
const WAIT_MS = 10_000;

/**
 * A wallet's keys and credentials in one encrypted file, created if it does not exist. Several processes may use it:
 * each change reads and replaces the file under a lock. It cannot detect that the file was replaced by an older copy.
 *
 * Throws `holder.vault-refused` (password), `holder.vault-unreadable`, `holder.password-short`, `files.locked`. A
 * change also throws `holder.vault-full`, and then leaves the file as it was.
 */
export async function openFileVault({ path, password, cost }: FileVaultOptions): Promise<Vault> {
  const file = new VaultFile(path, password);
  await file.begin(cost);
  return { keys: keysIn(file), credentials: credentialsIn(file) };
}

interface StoredKey {
  readonly id: string;
  readonly algorithm: SignatureAlgorithm;
  readonly privateKey: string;
}

interface Content {
  readonly keys: readonly StoredKey[];
  readonly credentials: readonly StoredCredential[];
}

class VaultFile {
  #path: string;
  readonly #password: string;
  #key: SealingKey | undefined;

  constructor(path: string, password: string) {
    this.#path = path;
    this.#password = password;
  }

  async begin(cost: number | undefined): Promise<void> {
    await privateFolder(dirname(this.#path));
    // Follows a link first. Otherwise the change would replace the link by a file, and whoever opens the link's target
    // would see another wallet.
    if (await isThere(this.#path)) this.#path = await realpath(this.#path);
    await this.#locked(async () => {
      if (await isThere(this.#path)) return void (await this.read());
      checkNewPassword(this.#password);
      this.#key = await newSealingKey(this.#password, cost);
      await this.#write({ keys: [], credentials: [] });
    });
  }

  async read(): Promise<Content> {
    const found = await stat(this.#path);
    if (!found.isFile()) throw unreadable("it is no file");
    if (found.size > MAX_FILE) throw unreadable("it is too large to be one");
    const { text, key } = await unseal(await this.#sealed(), this.#password, this.#key);
    this.#key = key;
    // The text is authenticated, so only this code wrote it.
    return JSON.parse(text) as Content;
  }

  async #sealed(): Promise<string> {
    try {
      return await fileText(this.#path, MAX_FILE);
    } catch (cause) {
      throw isDidimError(cause) ? unreadable("it is not text") : cause;
    }
  }

  async change(by: (content: Content) => Content): Promise<void> {
    await this.#locked(async () => this.#write(by(await this.read())));
  }

  async #write(content: Content): Promise<void> {
    if (this.#key === undefined) throw new RangeError("the vault was not opened");
    const text = JSON.stringify(content);
    const size = Buffer.byteLength(text);
    if (size > MAX_CONTENT) {
      throw new DidimError(
        "holder.vault-full",
        "The wallet has no room for this; nothing was changed. Remove credentials that are not needed any more.",
        { size, max: MAX_CONTENT },
      );
    }
    await writeAtomic(this.#path, seal(this.#key, text));
  }

  async #locked(act: () => Promise<void>): Promise<void> {
    const lock = await acquireLock(`${this.#path}.lock`, WAIT_MS);
    try {
      await act();
    } finally {
      await lock.release();
    }
  }
}

function keysIn(file: VaultFile): KeyStore {
  return {
    async create(algorithm) {
      const privateKey = generatePrivateKey(algorithm);
      const key = heldKey(signerFromPrivateKey(algorithm, privateKey).publicJwk);
      const stored = { id: key.id, algorithm, privateKey: toBase64url(privateKey) };
      await file.change((content) => ({ ...content, keys: [...content.keys, stored] }));
      return key;
    },
    async signer(id) {
      const stored = (await file.read()).keys.find((key) => key.id === id);
      if (stored === undefined) throw keyUnknown(id);
      return signerOf(stored);
    },
    async list() {
      return (await file.read()).keys.map((key) => heldKey(signerOf(key).publicJwk));
    },
    async remove(id) {
      await file.change((content) => ({ ...content, keys: content.keys.filter((key) => key.id !== id) }));
    },
  };
}

function signerOf({ algorithm, privateKey }: StoredKey): Signer {
  return signerFromPrivateKey(algorithm, fromBase64url(privateKey) ?? new Uint8Array());
}

function credentialsIn(file: VaultFile): CredentialStore {
  const without = ({ credentials }: Content, id: string) => credentials.filter((stored) => stored.id !== id);
  return {
    async put(credential, admit) {
      await file.change((content) => {
        admit?.(content.credentials);
        return { ...content, credentials: [...without(content, credential.id), credential] };
      });
    },
    async list() {
      return (await file.read()).credentials;
    },
    async remove(id) {
      let was = false;
      await file.change((content) => {
        was = content.credentials.some((stored) => stored.id === id);
        return { ...content, credentials: without(content, id) };
      });
      return was;
    },
  };
}
