import { readPlainHeader } from "../chain/state/header.ts";
import { toHex } from "../crypto/encodings/bytes.ts";
import { parseDid } from "../did/did.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import type { PinnedBlocks } from "../facts/facts.ts";
import { staplesIn } from "../facts/proof/staple-claim.ts";
import { queryFor } from "../facts/query.ts";
import type { PresentedCredential } from "../formats/format.ts";
import type { Pin, Pins, Sealers, TrustAnchor } from "../trust-anchor/anchor.ts";
import { type Sealed, sealedBlock } from "../trust-anchor/seals/sealed.ts";
import { decodeStaple } from "../trust-anchor/staple/staple.ts";
import { CLOCK_SKEW } from "../verdict/checks/holder-binding.ts";
import { anchoredAt } from "./anchoring-time.ts";
import { leafFor } from "./dated-root.ts";
import type { Evidence } from "./file.ts";
import { rootOf } from "./tree.ts";

/** The blocks that the holder signed along. The holder's signature cannot be older than these blocks. */
export interface SignedAlong {
  /** The time of the oldest block, as its header states it, in seconds. Not proved yet. */
  readonly time: number;
  /** The time of each credential's block, in seconds. */
  readonly times: readonly number[];
  /** The oldest block. */
  readonly block: Sealed;
  /** The numbers of all blocks. */
  readonly numbers: PinnedBlocks;
}

/**
 * Reads the blocks that the holders signed along with these credentials; at least one credential. Throws
 * `evidence.not-covered` if one has none, and `facts.staple-*`.
 */
export function signedAlong(credentials: readonly PresentedCredential[]): SignedAlong {
  const blocks = credentials.map((credential) => {
    const [staple] = staplesIn([queryFor(credential)]);
    if (staple !== undefined) {
      const { time, number } = readPlainHeader(staple.header);
      return { time, number, block: staple };
    }
    throw new DidimError(
      "evidence.not-covered",
      "The holder signed no block of the registry along: nothing shows that the signature is not older.",
    );
  });
  const oldest = blocks.reduce((one, other) => (other.time < one.time ? other : one));
  const { time, block } = oldest;
  return { time, block, times: blocks.map((each) => each.time), numbers: blocks.map(({ number }) => number) };
}

/**
 * When the evidence's root was anchored, in seconds; the evidence existed by then. `now`: the time of the reader's own
 * clock, in seconds. Throws `evidence.undated`, `evidence.not-anchored`, `evidence.no-anchor`, and `facts.*` if the
 * proof fails.
 */
export function anchoredBy(evidence: Evidence, anchors: readonly TrustAnchor[], now: number): number {
  const { dated } = evidence;
  if (dated === undefined) {
    throw new DidimError(
      "evidence.undated",
      "The evidence is not anchored yet: nothing shows that it existed by any time.",
    );
  }
  const staple = decodeStaple(dated.staple);
  const { time } = readPlainHeader(staple.header);
  if (time > now + CLOCK_SKEW) {
    throw new DidimError("facts.proof-ahead", "The block was sealed later than now: a clock is wrong.", { time, now });
  }
  const root = toHex(rootOf(leafFor(evidence), dated.path));
  // Checked as of the block's time, because the anchor has long expired by the time that a court reads this.
  const anchored = anchoredAt(root, { anchor: inForce(anchors, time, staple), staple, now: time });
  if (anchored.time !== 0) return anchored.time;
  throw new DidimError("evidence.not-anchored", "The registry shows that this was not anchored by then.", {
    root,
    time,
  });
}

/**
 * The last anchor with knowledge of no later than `time`, the block's time in seconds. Includes what any anchor knows
 * to be distrusted. The proofs check whether it had expired by then. Throws `evidence.no-anchor`.
 */
export function inForce(anchors: readonly TrustAnchor[], time: number, block: Sealed): TrustAnchor {
  const [newest, ...older] = anchors
    .filter((each) => knownSince(each) <= time)
    .sort((one, other) => knownSince(other) - knownSince(one));
  if (newest !== undefined) {
    const anchor = { ...newest, registries: withoutFallen(newest.registries, anchors) };
    return { ...anchor, sealers: sealersOf(block, time, anchor, older) };
  }
  throw new DidimError(
    "evidence.no-anchor",
    "None of the trust anchors given was in force on this chain then: take the one of that time from an archive.",
    { time },
  );
}

/**
 * The validators that sealed the block. An anchor that was advanced by this very block names those of the next block
 *. If the block changed the set, the set in the anchor before sealed it.
 */
function sealersOf(block: Sealed, time: number, anchor: TrustAnchor, older: readonly TrustAnchor[]): Sealers {
  const before = older.find(({ advancedAt }) => advancedAt < time);
  const { sealers, advancedAt } = anchor;
  if (advancedAt !== time || sealers.kind !== "qbft" || before?.sealers.kind !== "qbft") return sealers;
  try {
    sealedBlock(block, before, time);
    return before.sealers;
  } catch (error) {
    if (isDidimError(error)) return sealers;
    throw error;
  }
}

/**
 * The newest time that an anchor knows of. On chains with signed checkpoints, the registries of an anchor change while
 * `advancedAt` stays (advance.ts).
 */
function knownSince({ advancedAt, registries }: TrustAnchor): number {
  const terms = Object.values<Pin>(registries).flatMap(({ from = 0, until = 0 }) => [from, until]);
  return Math.max(advancedAt, ...terms);
}

/** A registry that was distrusted later must not be relied on for any time. */
function withoutFallen(pins: Pins, anchors: readonly TrustAnchor[]): Pins {
  const known: readonly Pin[] = anchors.flatMap(({ registries }) => Object.values<Pin>(registries));
  const fallen = new Set(known.flatMap(({ address, distrusted }) => (distrusted ? [address] : [])));
  const next = Object.entries<Pin>(pins).map(
    ([name, pin]) => [name, fallen.has(pin.address) ? { ...pin, distrusted: true } : pin] as const,
  );
  return Object.fromEntries(next) as unknown as Pins;
}

/**
 * The anchors of the credentials' chain. The log and the validators of another chain prove nothing. Throws
 * `did.invalid`.
 */
export function ofTheirChain(
  anchors: readonly TrustAnchor[],
  credentials: readonly PresentedCredential[],
): readonly TrustAnchor[] {
  const chains = credentials.map(({ issuer }) => parseDid(issuer).chainId);
  return anchors.filter(({ chainId }) => chains.every((each) => each === chainId));
}
