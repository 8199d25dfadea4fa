import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";
import { publicJwk, thumbprint } from "../crypto/keys/jwk.ts";
import type { PublicJwk, Signer } from "../crypto/keys/keys.ts";
import { generatePrivateKey, signerFromPrivateKey } from "../crypto/signatures/signer.ts";
import { DidimError } from "../errors/error.ts";
import { parseWritten } from "../written/json.ts";

/**
 * The file of a signing key: the public JWK in plain text, and the private key in a JWE (RFC 7518 §4.8, PBES2). The
 * JWE's protected header is authenticated with the ciphertext (RFC 7516 §5.1, step 14); it names the format, and the
 * public key by its thumbprint.
 */
interface SigningFile {
  readonly format: string;
  readonly publicJwk: PublicJwk;
  readonly jwe: string;
}

const FORMAT = "didim-signing-key/2";
const MEMBERS = ["format", "publicJwk", "jwe"];
/** OWASP's iteration count for PBKDF2 with SHA-512 (Password Storage Cheat Sheet, 2023). */
const ROUNDS = 210_000;
const ALGORITHM = "PBES2-HS512+A256KW";

/** A new P-256 key: its file's text, and its RFC 7638 thumbprint. */
export async function newSigningKey(password: string): Promise<{ readonly id: string; readonly text: string }> {
  const d = generatePrivateKey("ES256");
  const { publicJwk: key } = signerFromPrivateKey("ES256", d);
  const id = thumbprint(key);
  const jwe = await new CompactEncrypt(d)
    .setProtectedHeader({ alg: ALGORITHM, enc: "A256GCM", typ: FORMAT, kid: id })
    .setKeyManagementParameters({ p2c: ROUNDS })
    .encrypt(new TextEncoder().encode(password));
  const file: SigningFile = { format: FORMAT, publicJwk: key, jwe };
  return { id, text: `${JSON.stringify(file, undefined, 2)}\n` };
}

/**
 * Opens a key. The public key is computed from the private one; a file that names another was altered. Throws
 * `registry.password`, and `files.signing-key` for an invalid or altered file.
 */
export async function unsealSigningKey(text: string, password: string): Promise<Signer> {
  const { publicJwk: named, jwe } = read(text);
  checkSealing(jwe);
  const { signer, header } = await decrypt(jwe, password);
  const own = thumbprint(signer.publicJwk);
  if (header.typ !== FORMAT || header.kid !== own || thumbprint(named) !== own) {
    throw invalid("it was altered: it names another public key than its private key's");
  }
  return signer;
}

/**
 * The thumbprint that a file names, not verified. Throws `files.signing-key` if no password could open the file.
 */
export function saidThumbprint(text: string): string {
  const { publicJwk: named, jwe } = read(text);
  checkSealing(jwe);
  return thumbprint(named);
}

/** The file says how its key is derived, so a wrong method must not pass for a wrong password. */
function checkSealing(jwe: string): void {
  if (jwe.split(".").length !== 5) throw invalid("its jwe is cut off");
  const header = headerOf(jwe);
  if (header.alg !== ALGORITHM) throw invalid(`its key derivation is not ${ALGORITHM}`);
  if (header.enc !== "A256GCM") throw invalid("its cipher is not A256GCM");
  const rounds = header.p2c;
  if (!Number.isSafeInteger(rounds) || Number(rounds) < 1000 || Number(rounds) > ROUNDS)
    throw invalid(`its number of rounds (p2c) is invalid, or above ${ROUNDS}`);
}

function headerOf(jwe: string): Readonly<Record<string, unknown>> {
  try {
    return decodeProtectedHeader(jwe);
  } catch (cause) {
    throw invalid("its jwe has no header", cause);
  }
}

function read(text: string): SigningFile {
  const file = parsed(text);
  if (file.format !== FORMAT) throw invalid(`its format is not ${FORMAT}`);
  const members = Object.keys(file);
  if (members.length !== MEMBERS.length || !MEMBERS.every((member) => members.includes(member))) {
    throw invalid(`it has other members than ${MEMBERS.join(", ")}`);
  }
  if (typeof file.jwe !== "string") throw invalid("its jwe is no text");
  try {
    return { format: FORMAT, publicJwk: publicJwk(file.publicJwk), jwe: file.jwe };
  } catch (cause) {
    throw invalid("its publicJwk is none", cause);
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  const file = parseWritten(text, (why) => invalid(`it holds no JSON that can be used: ${why}`));
  if (typeof file === "object" && file !== null) return file as Readonly<Record<string, unknown>>;
  throw invalid("it holds no JSON object");
}

async function decrypt(jwe: string, password: string) {
  try {
    const options = { keyManagementAlgorithms: [ALGORITHM], maxPBES2Count: ROUNDS };
    const { plaintext } = await compactDecrypt(jwe, new TextEncoder().encode(password), options);
    return { signer: signerFromPrivateKey("ES256", plaintext), header: decodeProtectedHeader(jwe) };
  } catch {
    const message = "The password does not open this signing key, or its file was altered.";
    throw new DidimError("registry.password", message, {});
  }
}

function invalid(why: string, cause?: unknown): DidimError {
  return new DidimError(
    "files.signing-key",
    `This is not an unaltered file of a signing key: ${why}.`,
    { why },
    { cause },
  );
}
