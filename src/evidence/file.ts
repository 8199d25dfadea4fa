import { fromBase64url, toBase64url } from "../crypto/base64url.ts";
import { randomBytes } from "../crypto/bytes.ts";
import { MAX_PRESENTATION } from "../formats/limits.ts";
import { listOf, malformed, members, text, whole } from "./reading.ts";
import { type EvidenceRequest, formatOf, requestOf, requestToJson } from "./request.ts";
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

/** That it existed by the time at which its root was anchored. */
export interface Dated {
  /** From this piece's leaf up to the root. */
  readonly path: readonly Step[];
  /** The staple, encoded, of a block whose state has the root in the EvidenceLog. */
  readonly staple: Uint8Array;
}

const MAX_PRESENTATIONS = 16;
const SALT_BYTES = 32;
const HASH_BYTES = 32;

/** A piece of evidence as yet undated, with a salt of its own. Throws `evidence.malformed` for what could not be read back. */
export function evidenceOf(request: EvidenceRequest, presentations: readonly string[]): Evidence {
  return parseEvidence(formatEvidence({ request, presentations, salt: randomBytes(SALT_BYTES) }));
}

/** The JSON of an evidence file. */
export function formatEvidence({ request, presentations, salt, dated }: Evidence): string {
  const content = {
    format: formatOf(request),
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

/** Reads an evidence file strictly: everything there, nothing else, each thing spelt in its one way. Throws `evidence.malformed`. */
export function parseEvidence(content: string): Evidence {
  const file = whole(content, ["format", "request", "presentations", "salt"], ["dated"]);
  return {
    request: requestOf(file.request, file.format),
    presentations: listOf("presentations", file.presentations, MAX_PRESENTATIONS, presentationOf),
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
