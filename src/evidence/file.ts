import { randomBytes } from "node:crypto";
import { fromBase64url, toBase64url } from "../crypto/base64url.ts";
import { DidimError, isDidimError } from "../errors.ts";
import { strictFile } from "../facts/proof/strict-file.ts";
import { MAX_PRESENTATION } from "../formats/limits.ts";
import type { ClaimPath } from "../verdict/policy.ts";
import { checkPolicy } from "../verdict/policy-check.ts";
import { LONGEST_PATH, type Step } from "./tree.ts";

/** What was shown to whom and when, so that somebody who was not there can check it, long after (DESIGN §3, rule 6). */
export interface Evidence {
  /** What the verifier asked for. The nonce may bind a document: documentNonce(). */
  readonly request: EvidenceRequest;
  /** What the holder answered, its proof of the registries' state signed along. */
  readonly presentations: readonly string[];
  /** 32 random bytes, without which nobody can tell what was anchored. */
  readonly salt: Uint8Array;
  /** Absent until its root is anchored. */
  readonly dated?: Dated;
}

export interface EvidenceRequest {
  readonly audience: string;
  readonly nonce: string;
  readonly credentials: readonly { readonly type: string; readonly claims?: readonly ClaimPath[] }[];
}

/** That it existed by the time at which its root was anchored. */
export interface Dated {
  /** From this piece's leaf up to the root. */
  readonly path: readonly Step[];
  /** The staple, encoded, of a block whose state has the root in the EvidenceLog. */
  readonly staple: Uint8Array;
}

const FORMAT = "didim-evidence/1";
/** A few presentations with their staples, and the one that dates them. */
const MAX_FILE = 512 * 1024;
const MAX_PRESENTATIONS = 16;
const SALT_BYTES = 32;
const HASH_BYTES = 32;

const malformed = (why: string, cause?: unknown): DidimError =>
  new DidimError("evidence.malformed", `Not an evidence file: ${why}.`, { why }, { cause });
const { whole, members, text } = strictFile(MAX_FILE, malformed);

/** A piece of evidence as yet undated, with a salt of its own. Throws `evidence.malformed` for what could not be read back. */
export function evidenceOf(request: EvidenceRequest, presentations: readonly string[]): Evidence {
  return parseEvidence(formatEvidence({ request, presentations, salt: randomBytes(SALT_BYTES) }));
}

/** The JSON of an evidence file. */
export function formatEvidence({ request, presentations, salt, dated }: Evidence): string {
  const { audience, nonce, credentials } = request;
  const content = {
    format: FORMAT,
    request: { audience, nonce, credentials: credentials.map(({ type, claims = [] }) => ({ type, claims })) },
    presentations,
    salt: toBase64url(salt),
    ...(dated && {
      dated: {
        path: dated.path.map(({ side, hash }) => ({ side, hash: toBase64url(hash) })),
        staple: toBase64url(dated.staple),
      },
    }),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** Reads an evidence file strictly: everything there, nothing else, each thing spelt in its one way. Throws `evidence.malformed`. */
export function parseEvidence(content: string): Evidence {
  const file = whole(content, ["format", "request", "presentations", "salt"], ["dated"]);
  if (file.format !== FORMAT) throw malformed(`its format is not ${FORMAT}`);
  return {
    request: requestOf(file.request),
    presentations: listOf("presentations", file.presentations, MAX_PRESENTATIONS, textOf),
    salt: bytesOf("salt", file.salt, SALT_BYTES),
    ...(file.dated !== undefined && { dated: datedOf(file.dated) }),
  };
}

function requestOf(value: unknown): EvidenceRequest {
  const { audience, nonce, credentials } = members("request", value, ["audience", "nonce", "credentials"]);
  return checked({
    audience: textOf("request.audience", audience),
    nonce: textOf("request.nonce", nonce),
    credentials: listOf("request.credentials", credentials, MAX_PRESENTATIONS, (place, one) => {
      const { type, claims } = members(place, one, ["type", "claims"]);
      return { type: textOf(`${place}.type`, type), claims: listOf(`${place}.claims`, claims, MAX_CLAIMS, claimOf) };
    }),
  });
}

/** No verifier may ask with a policy that would not say what it means. */
function checked(request: EvidenceRequest): EvidenceRequest {
  try {
    checkPolicy(request, 0);
    return request;
  } catch (cause) {
    if (isDidimError(cause)) throw malformed(`its request is none: ${cause.message}`, cause);
    throw cause;
  }
}

const MAX_CLAIMS = 256;

function claimOf(place: string, value: unknown): ClaimPath {
  if (typeof value === "string") return value;
  const isStep = (step: unknown): step is string | number =>
    typeof step === "string" || (Number.isSafeInteger(step) && Number(step) >= 0);
  if (Array.isArray(value) && value.length > 0 && value.every(isStep)) return value;
  throw malformed(`${place} is no claim's name or path`);
}

function datedOf(value: unknown): Dated {
  const { path, staple } = members("dated", value, ["path", "staple"]);
  return {
    path: listOf("dated.path", path, LONGEST_PATH, (place, step) => {
      const { side, hash } = members(place, step, ["side", "hash"]);
      if (side !== "left" && side !== "right") throw malformed(`${place}.side is neither left nor right`);
      return { side, hash: bytesOf(`${place}.hash`, hash, HASH_BYTES) };
    }),
    staple: bytesOf("dated.staple", staple),
  };
}

function listOf<T>(place: string, value: unknown, most: number, read: (place: string, element: unknown) => T): T[] {
  if (!Array.isArray(value) || value.length > most) throw malformed(`${place} is not a list of at most ${most}`);
  return value.map((element, i) => read(`${place}.${i}`, element));
}

function textOf(place: string, value: unknown): string {
  const read = text(place, value);
  if (read.length > MAX_PRESENTATION) throw malformed(`${place} is too long`);
  return read;
}

function bytesOf(place: string, value: unknown, length?: number): Buffer {
  const bytes = typeof value === "string" ? fromBase64url(value) : undefined;
  if (bytes === undefined || (length !== undefined && bytes.length !== length)) {
    throw malformed(`${place} is not ${length === undefined ? "" : `${length} bytes in `}base64url`);
  }
  return bytes;
}
