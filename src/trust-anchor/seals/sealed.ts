import { type BlockHeader, readHeader, readPlainHeader } from "../../chain/state/header.ts";
import { hexOf, toHex } from "../../crypto/encodings/bytes.ts";
import { RecentCache } from "../../crypto/recent-cache.ts";
import { DidimError } from "../../errors/error.ts";
import { CLOCK_SKEW, checkAnchor, checkLife, type TrustAnchor } from "../anchor.ts";
import { checkpointSigned, checkSignatures } from "../checkpoint/checkpoint.ts";
import { checkSeals, sealsSigned } from "./seals.ts";
import type { Signed } from "./signer.ts";

/** A header with its authentication. */
export interface Sealed {
  /** RLP; on a QBFT chain with its seals. */
  readonly header: Uint8Array;
  /** On a chain without seals: signatures of a checkpoint (checkpoint.ts), 65 bytes each. */
  readonly signatures?: readonly Uint8Array[];
}

/** A block that the anchor's sealers have authenticated. Hashes are lower-case 0x-hex. */
export interface SealedBlock {
  readonly number: bigint;
  /** Seconds since 1970. */
  readonly time: number;
  readonly hash: string;
  readonly stateRoot: string;
}

/** The verifier's time, in seconds since 1970. */
export interface VerifierClock {
  now(): number;
  /**
   * The verifier's own clock, if `now` also takes sealed times into account (SealedClock). No block may be further
   * ahead of it than {@link CLOCK_SKEW}.
   */
  own?(): number;
}

/**
 * Verifies a block at `now` (seconds since 1970), when the verifier's own clock says `own`. Checks in this order: the
 * anchor (`facts.proof-bad-anchor`, `-clock-behind`, `-anchor-expired`), the header's form (`-bad-header`), its seals
 * (`-*-seal*`) or the checkpoint's signatures (`-*-signature*`), its time (`-ahead`), and the anchor's life at that
 * time.
 * The block's age is checked later by the verifier's policy (`maxAge`), as for every source.
 */
export function sealedBlock(sealed: Sealed, anchor: TrustAnchor, now: number, own = now): SealedBlock {
  checkAnchor(anchor, now);
  const { number, time, hash, stateRoot } = vouchedFor(sealed, anchor);
  if (!(time <= own + CLOCK_SKEW)) {
    throw new DidimError("facts.proof-ahead", "The block was sealed later than now: a clock is wrong.", {
      number,
      time,
      now: own,
    });
  }
  checkLife(anchor, time);
  return { number, time, hash, stateRoot };
}

/**
 * Cached, because many proofs share a block and its seals take longer to check than everything else. Checks against the
 * clock are not cached.
 */
const vouched = new RecentCache<BlockHeader>(64);

function vouchedFor(sealed: Sealed, anchor: TrustAnchor): BlockHeader {
  const { header, signatures } = sealed;
  const { chainId, registries, sealers } = anchor;
  // Everything that the result depends on. JSON marks its own end, so the header can follow without a separator.
  const by = JSON.stringify([String(chainId), registries.Directory?.address, sealers, signatures?.map(toHex)]);
  return vouched.get(by + hexOf(header), () => check(sealed, anchor));
}

function check({ header: raw, signatures }: Sealed, anchor: TrustAnchor): BlockHeader {
  const { sealers } = anchor;
  if (sealers.kind === "checkpoint") {
    const header = readPlainHeader(raw);
    checkSignatures(header, signatures ?? [], anchor, sealers);
    return header;
  }
  if (signatures !== undefined) {
    throw new DidimError(
      "facts.proof-stray-signatures",
      "A checkpoint's signatures are beside a header that bears its own seals.",
      { signatures: signatures.length },
    );
  }
  const header = readHeader(raw);
  checkSeals(header, sealers.validators, sealers.former);
  return header;
}

/** A header's seals or signatures, not verified. Throws `facts.proof-bad-header` and related codes. */
export function vouchersOf({ header, signatures = [] }: Sealed, anchor: TrustAnchor): readonly Signed[] {
  if (anchor.sealers.kind === "qbft") return sealsSigned(readHeader(header));
  return checkpointSigned(readPlainHeader(header), signatures, anchor);
}
