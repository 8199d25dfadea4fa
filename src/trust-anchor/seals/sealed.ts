import { type BlockHeader, readHeader, readPlainHeader } from "../../chain/state/header.ts";
import { hexOf, toHex } from "../../crypto/bytes.ts";
import { Recent } from "../../crypto/recent.ts";
import { DidimError } from "../../errors/error.ts";
import { CLOCK_SKEW, checkAnchor, checkLife, type TrustAnchor } from "../anchor.ts";
import { checkpointSigned, checkSignatures } from "../checkpoint/checkpoint.ts";
import { checkSeals, sealsSigned } from "./seals.ts";
import type { Signed } from "./signer.ts";

/** A header, and what vouches for it. */
export interface Sealed {
  /** RLP. On a QBFT chain with its seals. */
  readonly header: Uint8Array;
  /** On a chain without seals: signatures of a checkpoint (checkpoint.ts), 65 bytes each. */
  readonly signatures?: readonly Uint8Array[];
}

/** A block that the anchor's sealers vouch for. Hashes are lower-case 0x-hex. */
export interface SealedBlock {
  readonly number: bigint;
  /** Seconds. */
  readonly time: number;
  readonly hash: string;
  readonly stateRoot: string;
}

/** The verifier's time, in seconds. */
export interface VerifierClock {
  now(): number;
  /** What its own clock says, where sealed times count as well (SealedClock): no block may be further ahead of that. */
  own?(): number;
}

/**
 * The block, as far as a verifier may use it at `now`, seconds, when its own clock says `own`. In this order: the anchor (`facts.proof-bad-anchor`, `-clock-behind`, `-anchor-expired`), the
 * header's form (`-bad-header`), its seals (`-*-seal*`) or the checkpoint's signatures (`-*-signature*`), its time (`-ahead`), the anchor's life at that time.
 * How old it may be is the verifier's policy (`maxAge`), the same for every source.
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

/** Many proofs are of one block, and its seals take longer to check than all the rest. What the clock says of it is not kept. */
const vouched = new Recent<BlockHeader>(64);

function vouchedFor(sealed: Sealed, anchor: TrustAnchor): BlockHeader {
  const { header, signatures } = sealed;
  const { chainId, registries, sealers } = anchor;
  // All that it depends on. Where JSON ends it says itself: what follows is the header.
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

/** The signatures that are to vouch for a header. Nothing is known of them yet. Throws `facts.proof-bad-header` and its like. */
export function vouchersOf({ header, signatures = [] }: Sealed, anchor: TrustAnchor): readonly Signed[] {
  if (anchor.sealers.kind === "qbft") return sealsSigned(readHeader(header));
  return checkpointSigned(readPlainHeader(header), signatures, anchor);
}
