import { fromBase64url, toBase64url } from "../crypto/encodings/base64url.ts";
import { randomBytes } from "../crypto/encodings/bytes.ts";
import type { JsonObject } from "../crypto/encodings/json.ts";
import { isDidimError } from "../errors/error.ts";
import { MAX_PRESENTATION } from "../formats/limits.ts";
import { MAX_PRESENTATIONS } from "../request/request.ts";
import { listOf, malformed, members, text, whole } from "./reading.ts";
import { type EvidenceRequest, requestFrom, requestToJson } from "./request.ts";
import { LONGEST_PATH, type Step } from "./tree.ts";

/** A presentation kept as evidence, so that others can verify it long afterwards. */
export interface Evidence {
  /** The verifier's request. Its nonce may bind a document: documentNonce(). */
  readonly request: EvidenceRequest;
  /** The holder's answer to each query, with a proof of the registries' state signed along. */
  readonly presentations: KeptPresentations;
  /** 32 random bytes, so that nobody can guess from the leaf what was anchored. */
  readonly salt: Uint8Array;
  /** Absent until the root is anchored. */
  readonly dated?: Dated;
}

/** Presentations as text, by query id. */
export type KeptPresentations = Readonly<Record<string, readonly string[]>>;

/** The proof that the evidence existed when its root was anchored. */
export interface Dated {
  /** From this piece's leaf to the root. */
  readonly path: readonly Step[];
  /** The encoded staple of a block whose state contains the root in the EvidenceLog. */
  readonly staple: Uint8Array;
}

/** Older formats, which had one presentation for each type, are refused. */
const FORMAT = "didim-evidence/3";

const SALT_BYTES = 32;
const HASH_BYTES = 32;

/**
 * Creates a piece of evidence with a new salt and no date. Throws `evidence.malformed` if it could not be read back.
 */
export function evidenceOf(request: EvidenceRequest, presentations: KeptPresentations): Evidence {
  return parseEvidence(formatEvidence({ request, presentations, salt: randomBytes(SALT_BYTES) }));
}

/**
 * The content that the leaf hashes: JSON in one canonical spelling (docs/evidence.md), with the answers in the order of
 * the queries. Throws `evidence.malformed` for an answer to no query, because no leaf would include it.
 */
export function contentOf({ request, presentations }: Pick<Evidence, "request" | "presentations">): string {
  answersOf(presentations, request);
  const answers = request.credentials.flatMap(({ id }) => {
    const list = Object.hasOwn(presentations, id) ? presentations[id] : undefined;
    return list === undefined ? [] : [[id, list]];
  });
  return JSON.stringify([FORMAT, requestToJson(request), answers]);
}

/**
 * A copy, read as strictly as a file, because an object made by other code may have members that the leaf does not
 * cover. Throws `evidence.malformed`.
 */
export function readEvidence(evidence: Evidence): Evidence {
  return parseEvidence(written(evidence));
}

function written(evidence: Evidence): string {
  try {
    return formatEvidence(evidence);
  } catch (cause) {
    throw isDidimError(cause) ? cause : malformed("it cannot be written as one", cause);
  }
}

/** The JSON of an evidence file. */
export function formatEvidence({ request, presentations, salt, dated }: Evidence): string {
  const content = {
    format: FORMAT,
    request: requestToJson(request),
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

/**
 * Reads an evidence file strictly: all members present, no others, each in its canonical spelling. Throws
 * `evidence.malformed`.
 */
export function parseEvidence(content: string): Evidence {
  const file = whole(content, ["format", "request", "presentations", "salt"], ["dated"]);
  if (file.format !== FORMAT) throw malformed(`its format is ${String(file.format).slice(0, 40)}, not ${FORMAT}`);
  const request = requestFrom(file.request);
  return {
    request,
    presentations: presentationsOf(file.presentations, request),
    salt: bytesOf("salt", file.salt, SALT_BYTES),
    ...(file.dated !== undefined && { dated: datedOf(file.dated) }),
  };
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

/** The answers. Throws `evidence.malformed` for an answer to no query. */
function answersOf(value: unknown, { credentials }: EvidenceRequest): JsonObject {
  const ids = credentials.map(({ id }) => id);
  return members("presentations", value, [], ids);
}

function presentationsOf(value: unknown, request: EvidenceRequest): KeptPresentations {
  const read = Object.entries(answersOf(value, request)).map(([id, list]): [string, readonly string[]] => [
    id,
    listOf(`presentations.${id}`, list, MAX_PRESENTATIONS, presentationOf),
  ]);
  if (read.some(([, list]) => list.length === 0)) throw malformed("a query has no presentation for an answer");
  if (read.flatMap(([, list]) => list).length > MAX_PRESENTATIONS) throw malformed("it has too many presentations");
  return Object.fromEntries(read);
}

function presentationOf(place: string, value: unknown): string {
  const read = text(place, value);
  if (read.length > MAX_PRESENTATION) throw malformed(`${place} is too long`);
  return read;
}

function bytesOf(place: string, value: unknown, length?: number): Uint8Array {
  const bytes = typeof value === "string" ? fromBase64url(value) : undefined;
  if (bytes === undefined || (length !== undefined && bytes.length !== length)) {
    throw malformed(`${place} is not ${length === undefined ? "" : `${length} bytes in `}base64url`);
  }
  return bytes;
}
