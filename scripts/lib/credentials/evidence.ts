import { type Evidence, parseEvidence } from "../../../src/public/evidence.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { type Checkpoint, parseAnchor, parseCheckpoint, type TrustAnchor } from "../../../src/public/trust-anchor.ts";
import { inputText } from "../terminal/input/input.ts";

/** Reads an evidence file; errors name the file. */
export function evidenceIn(file: string): Evidence {
  return named(file, () => parseEvidence(inputText(file)));
}

export function checkpointIn(file: string): Checkpoint {
  return named(file, () => parseCheckpoint(inputText(file)));
}

export function anchorIn(file: string): TrustAnchor {
  return named(file, () => parseAnchor(inputText(file)));
}

function named<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isDidimError(error) || error.details.file !== undefined) throw error;
    throw new DidimError(error.code, `${file}: ${error.message}`, { ...error.details, file }, { cause: error });
  }
}
