import { readFile } from "node:fs/promises";
import { DidimError } from "../../errors.ts";
import { writeAtomic } from "../../files/atomic.ts";
import { acquireLock } from "../../files/lock.ts";
import { advanceThrough } from "./advance.ts";
import type { TrustAnchor } from "./anchor.ts";
import { anchorToJson, parseAnchor } from "./anchor-file.ts";
import { readPlainHeader } from "./header.ts";
import type { Staple } from "./staple.ts";

const WAIT_MS = 10_000;

/** The anchor in a file. Throws `facts.no-anchor`, and what parseAnchor() throws. */
export async function loadAnchor(path: string): Promise<TrustAnchor> {
  try {
    return parseAnchor(await readFile(path, "utf8"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    const message = `There is no trust anchor at ${path}. Install one, from a source you trust.`;
    throw new DidimError("facts.no-anchor", message, { path });
  }
}

/** Installs an anchor, whatever was there before: whole or not at all, also when the machine stops in between. Throws `facts.proof-bad-anchor`. */
export async function installAnchor(path: string, anchor: TrustAnchor): Promise<void> {
  await writeAtomic(path, anchorToJson(anchor));
}

/**
 * Advances the anchor in the file through these staples, the oldest first: all the way, or not at all. Several processes may do so; each goes on
 * from where the file is: what another one has been through is passed over. `now` is the verifier's time, seconds. Throws what advanceAnchor() and loadAnchor() throw, and `files.locked`.
 */
export async function advanceFile(path: string, staples: readonly Staple[], now: number): Promise<TrustAnchor> {
  const lock = await acquireLock(`${path}.lock`, WAIT_MS);
  try {
    const before = await loadAnchor(path);
    const anchor = advanceThrough(
      before,
      staples.filter((staple) => isNew(before, staple)),
      now,
    );
    await installAnchor(path, anchor);
    return anchor;
  } finally {
    await lock.release();
  }
}

/** Where the anchor stands, or has passed, somebody else has brought it: the set that sealed that block may not be the anchor's any more. */
function isNew({ sealers, registries, advancedAt }: TrustAnchor, { header }: Staple): boolean {
  const moves = sealers.kind === "qbft" && registries.ValidatorSet !== undefined;
  return !moves || readPlainHeader(header).time > advancedAt;
}
