import { type QbftHeader, readHeader, withSeals } from "../../chain/state/header.ts";
import type { ErrorCode } from "../../errors/catalogue/catalogue.ts";
import { DidimError } from "../../errors/error.ts";
import { inOneForm, recoverSigner, type Signed } from "./signer.ts";

/** How many of n validators commit a block: ⌈2n/3⌉ (QBFT: fewer than a third are faulty). */
export function quorumOf(n: number): number {
  return Math.ceil((2 * n) / 3);
}

/**
 * Throws unless at least a quorum of `validators` sealed the header. They are those that the verifier knows beforehand, lower-case addresses; `former` are those
 * it knows to be validators no more. A header with any seal that is malformed, unknown, repeated or of a former one is refused as a whole: no node would have imported it.
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

/** A header is refused for one unknown seal. What the others are, and what they would be in another round, is looked at only to say why. */
function unknown(header: QbftHeader, known: readonly string[], facts: Record<string, unknown>): DidimError {
  const { commitHash, seals } = header;
  const isKnown = (hash: string, seal: Uint8Array): boolean => known.includes(recoverSigner(sealed(hash, seal)) ?? "");
  if (seals.slice(0, LOOKED_AT).some((seal) => isKnown(commitHash, seal))) {
    return refused("facts.proof-unknown-seal", "is none of a known validator", facts);
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

/** A stranger may bring hundreds, each of which takes milliseconds. */
const LOOKED_AT = 8;
/** A round is over 5 only where validators were down for minutes. */
const ROUNDS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

/** r‖s‖v with v 0 or 1. S may be in the upper half, as in Besu: seals are counted by signer, and no hash is taken over them. */
const sealed = (digest: string, signature: Uint8Array): Signed => ({ digest, signature, even: 0 });

/** What the header's seals are to be signatures of. */
export const sealsSigned = ({ commitHash, seals }: QbftHeader): readonly Signed[] =>
  seals.map((seal) => sealed(commitHash, seal));

/** The header with its seals in the one order and form that they have for all who have the same of them: nodes keep them as they came. */
export const sealsInOneForm = (raw: Uint8Array): Uint8Array => withSeals(raw, inOneForm(sealsSigned(readHeader(raw))));

function refused(code: ErrorCode, what: string, facts: Record<string, unknown>): DidimError {
  return new DidimError(code, `A seal of the block ${what}.`, facts);
}
