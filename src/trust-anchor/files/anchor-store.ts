import { join } from "node:path";
import { readPlainHeader } from "../../chain/state/header.ts";
import { DidimError } from "../../errors/error.ts";
import { privateFolder, writeAtomic } from "../../stores/files/atomic.ts";
import { acquireLock } from "../../stores/files/locking/lock.ts";
import { fileText } from "../../stores/files/reading.ts";
import { advanceAnchor } from "../advance.ts";
import type { TrustAnchor } from "../anchor.ts";
import { anchorFingerprint, anchorToJson, parseAnchor } from "../anchor-file.ts";
import { encodeStaple, type Staple } from "../staple/staple.ts";

const WAIT_MS = 10_000;
/** Far larger than an anchor; what parseAnchor() reads is shorter. */
const MAX_BYTES = 65_536;

/**
 * The anchor in a file. Throws `facts.no-anchor`, `files.not-text`, `files.too-large`, and what parseAnchor() throws.
 */
export async function loadAnchor(path: string): Promise<TrustAnchor> {
  try {
    return parseAnchor(await fileText(path, MAX_BYTES));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    const message = `There is no trust anchor at ${path}. Install one, from a source you trust.`;
    throw new DidimError("facts.no-anchor", message, { path });
  }
}

/**
 * Installs an anchor, replacing any other, atomically even if the machine stops meanwhile. Throws
 * `facts.proof-bad-anchor`.
 */
export async function installAnchor(path: string, anchor: TrustAnchor): Promise<void> {
  await writeAtomic(path, anchorToJson(anchor));
}

/**
 * Advances the anchor in the file through all of these staples, oldest first, or not at all. Several processes may do
 * so; each continues from the file and skips steps that another process has made.
 *
 * @param now The verifier's time, seconds since 1970.
 * @param archive A folder. Before the file changes, each step is written there: the staple, and the anchors before and
 * after it. Evidence is judged by the anchor of its time.
 * @returns Throws what advanceAnchor() and loadAnchor() throw, and `files.locked`.
 */
export async function advanceFile(
  path: string,
  staples: readonly Staple[],
  now: number,
  archive?: string,
): Promise<TrustAnchor> {
  const lock = await acquireLock(`${path}.lock`, WAIT_MS);
  try {
    const reached = [await loadAnchor(path)];
    const steps = staples.filter((staple) => isNew(reached[0] as TrustAnchor, staple));
    for (const staple of steps) reached.push(advanceAnchor(reached.at(-1) as TrustAnchor, staple, now));
    if (archive !== undefined) await keep(archive, reached, steps);
    const anchor = reached.at(-1) as TrustAnchor;
    await installAnchor(path, anchor);
    return anchor;
  } finally {
    await lock.release();
  }
}

async function keep(folder: string, anchors: readonly TrustAnchor[], staples: readonly Staple[]): Promise<void> {
  await privateFolder(folder);
  for (const staple of staples) {
    await writeAtomic(join(folder, `block-${readPlainHeader(staple.header).number}.staple`), encodeStaple(staple));
  }
  for (const anchor of anchors) {
    const name = `anchor-${anchor.advancedAt}-${anchorFingerprint(anchor).slice(0, 8)}.json`;
    await writeAtomic(join(folder, name), anchorToJson(anchor));
  }
}

/** Skips blocks up to the anchor's time: the set that sealed such a block may no longer be the anchor's. */
function isNew({ sealers, registries, advancedAt }: TrustAnchor, { header }: Staple): boolean {
  const moves = sealers.kind === "qbft" && registries.ValidatorSet !== undefined;
  return !moves || readPlainHeader(header).time > advancedAt;
}
