import { type QbftHeader, readHeader, withSeals } from "../../chain/state/header.ts";
import type { ErrorCode } from "../../errors/catalogue/catalogue.ts";
import { DidimError } from "../../errors/error.ts";
import { inCanonicalForm, recoverSigner, type Signed } from "./signer.ts";

/** How many of n validators commit a block: ⌈2n/3⌉ (QBFT assumes that fewer than a third are faulty). */
export function quorumOf(n: number): number {
  return Math.ceil((2 * n) / 3);
}

/**
 * Throws unless at least a quorum of `validators` sealed the header. These are the validators (lower-case addresses)
 * that the verifier knows in advance; `former` are validators known to have been removed. One malformed, unknown,
 * repeated or former seal makes the whole header invalid: no node would have imported it.
 */
export function checkSeals(header: QbftHeader, validators: readonly string[], former: readonly string[] = []): void {
  const { number, seals } = header;
  const missing = new Set(validators);
  for (const [seal, signed] of sealsSigned(header).entries()) {
    const signer = recoverSigner(signed);
    if (signer === undefined) throw refused("facts.proof-bad-seal", "is malformed", { number, seal });
    if (missing.delete(signer)) continue;
    const facts = { number, seal, signer };
    if (validators.includes(signer)) throw refused("facts.proof-repeated-seal", "is repeated", facts);
    if (former.includes(signer)) {
      throw refused("facts.proof-removed-seal", "is by one who is a validator no more", facts);
    }
    throw unknown(header, [...validators, ...former], facts);
  }
  const needed = quorumOf(validators.length);
  if (validators.length === 0 || seals.length < needed) {
    const facts = { number, seals: seals.length, needed };
    throw new DidimError("facts.proof-too-few-seals", "Too few validators sealed the block.", facts);
  }
}

/** The error for an unknown seal. The other seals and rounds are examined only to explain the cause. */
function unknown(header: QbftHeader, known: readonly string[], facts: Record<string, unknown>): DidimError {
  const { commitHash, seals } = header;
  const isKnown = (hash: string, seal: Uint8Array): boolean => known.includes(recoverSigner(sealed(hash, seal)) ?? "");
  if (seals.slice(0, LOOKED_AT).some((seal) => isKnown(commitHash, seal))) {
    const message = "A seal of the block is by a validator that the trust anchor does not know. Advance the anchor.";
    return new DidimError("facts.proof-unknown-seal", message, facts);
  }
  const [first = new Uint8Array()] = seals;
  const round = ROUNDS.find((each) => isKnown(header.commitHashIn(each), first));
  if (round === undefined) {
    const message = "No seal is by a known validator: the block is of another chain, or was changed.";
    return new DidimError("facts.proof-foreign-chain", message, facts);
  }
  const message = "The block was sealed in another round than its header says.";
  return new DidimError("facts.proof-wrong-round", message, { ...facts, round: header.round, sealedIn: round });
}

/** How many seals are examined. A forged header may have hundreds, each of which takes milliseconds. */
const LOOKED_AT = 8;
/** A round above 5 occurs only if validators were down for minutes. */
const ROUNDS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

/** r‖s‖v with v 0 or 1. A high S is accepted, as in Besu: seals are counted by signer, and no hash covers them. */
const sealed = (digest: string, signature: Uint8Array): Signed => ({ digest, signature, even: 0 });

/** The header's seals, each with the digest that it must sign. */
export const sealsSigned = ({ commitHash, seals }: QbftHeader): readonly Signed[] =>
  seals.map((seal) => sealed(commitHash, seal));

/**
 * The header with its seals in canonical order and form, the same for everyone who has the same seals. Nodes keep seals
 * as they received them.
 */
export const canonicalSeals = (raw: Uint8Array): Uint8Array =>
  withSeals(raw, inCanonicalForm(sealsSigned(readHeader(raw))));

function refused(code: ErrorCode, what: string, facts: Record<string, unknown>): DidimError {
  return new DidimError(code, `A seal of the block ${what}.`, facts);
}
