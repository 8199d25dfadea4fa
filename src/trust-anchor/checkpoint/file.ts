import { fromHex, toHex } from "../../crypto/encodings/bytes.ts";
import { DidimError } from "../../errors/error.ts";
import { strictFile } from "../../written/strict-file.ts";
import { MAX_SEALERS } from "../anchor.ts";
import type { SealedBlock } from "../seals/sealed.ts";
import { checkpointDigest, signerOf } from "./checkpoint.ts";
import type { Deployment } from "./sign.ts";

/** A block's checkpoint as a file that members pass on to each other. */
export interface Checkpoint {
  readonly deployment: Deployment;
  readonly block: SealedBlock;
  /** 65 bytes each, as in staples. */
  readonly signatures: readonly Uint8Array[];
}

const FORMAT = "didim-checkpoint/1";
/** 64 signatures take 9 KB. */
const MAX_BYTES = 32_768;
const MEMBERS = [
  ...["format", "chainId", "directory", "number", "blockHash", "stateRoot", "timestamp"],
  "signatures",
] as const;

const invalid = (why: string, cause?: unknown): DidimError =>
  new DidimError("facts.checkpoint-file", `Not a checkpoint's file: ${why}.`, { why }, { cause });
const { whole, natural, text, texts } = strictFile(MAX_BYTES, invalid);

/** Reads a checkpoint file strictly. Does not check who signed it. Throws `facts.checkpoint-file`. */
export function parseCheckpoint(content: string): Checkpoint {
  const file = whole(content, MEMBERS);
  if (file.format !== FORMAT) throw invalid(`its format is not ${FORMAT}`);
  const signatures = texts("signatures", file.signatures);
  if (signatures.length > MAX_SEALERS) throw invalid(`it has over ${MAX_SEALERS} signatures`);
  return {
    deployment: { chainId: BigInt(natural("chainId", file.chainId)), directory: hex("directory", file.directory, 20) },
    block: {
      number: BigInt(natural("number", file.number)),
      hash: hex("blockHash", file.blockHash, 32),
      stateRoot: hex("stateRoot", file.stateRoot, 32),
      time: natural("timestamp", file.timestamp),
    },
    signatures: signatures.map((each, i) => fromHex(hex(`signatures.${i}`, each, 65))),
  };
}

export function checkpointToJson({ deployment, block, signatures }: Checkpoint): string {
  const { number, hash, stateRoot, time } = block;
  const file = {
    format: FORMAT,
    chainId: Number(deployment.chainId),
    directory: deployment.directory,
    number: Number(number),
    blockHash: hash,
    stateRoot,
    timestamp: time,
    signatures: signatures.map((each) => toHex(each)),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/**
 * The signers in order, lower-case addresses; undefined for an invalid signature. Does not check whether they are
 * members.
 */
export function checkpointSigners({ deployment, block, signatures }: Checkpoint): readonly (string | undefined)[] {
  const digest = checkpointDigest(block, deployment.chainId, deployment.directory);
  return signatures.map((each) => signerOf(digest, each));
}

function hex(what: string, value: unknown, bytes: number): string {
  const digits = text(what, value);
  if (new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`).test(digits)) return digits;
  throw invalid(`${what} is not 0x and ${bytes} bytes of hex in lower case`);
}
