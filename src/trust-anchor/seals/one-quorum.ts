import { readHeader, withSeals } from "../../chain/state/header.ts";
import { quorumOf, sealsSigned } from "./seals.ts";
import { inCanonicalForm, nameOf, recoverSigner, type Signed } from "./signer.ts";

interface Sealing {
  /** Lower-case addresses. */
  readonly validators: readonly string[];
  /** How many of the nodes may lie. */
  readonly mayLie: number;
}

/** A validator's seal, and how many nodes show it. */
interface Seal {
  /** The same for both forms of the signature. */
  readonly name: string;
  readonly signer: string;
  readonly signed: Signed;
  times: number;
}

/**
 * The block with one quorum of the seals that nodes show of it: those of the lowest addresses, in the lowest round. So
 * everybody who asks these nodes gets the same bytes, and a node cannot mark a proof by which genuine seals it passes on.
 *
 * A seal counts if more nodes show it than may lie. Otherwise a node whose owner is a validator could seal the block
 * anew for each who asks. Where these seals are too few, or so few nodes answer that the honest ones may be outvoted,
 * every seal counts. Undefined if no round has a quorum.
 *
 * @param raws The block's header as each node shows it, with valid seals.
 */
export function oneQuorum(raws: readonly Uint8Array[], { validators, mayLie }: Sealing): Uint8Array | undefined {
  const rounds = byRound(raws);
  const shownBy = raws.length > 2 * mayLie ? mayLie + 1 : 1;
  for (const least of [shownBy, 1]) {
    for (const { raw, seals } of rounds) {
      const chosen = onePerSigner(seals.filter(({ times }) => times >= least)).slice(0, quorumOf(validators.length));
      if (chosen.length === quorumOf(validators.length)) return withSeals(raw, inCanonicalForm(chosen));
    }
  }
  return undefined;
}

/** The lowest round first. */
function byRound(raws: readonly Uint8Array[]): readonly { readonly raw: Uint8Array; readonly seals: Seal[] }[] {
  const rounds = new Map<number, { readonly raw: Uint8Array; readonly seals: Map<string, Seal> }>();
  for (const raw of raws) {
    const header = readHeader(raw);
    const { seals } = rounds.get(header.round) ?? { seals: new Map<string, Seal>() };
    rounds.set(header.round, { raw, seals });
    for (const signed of sealsSigned(header)) count(seals, signed);
  }
  const sorted = [...rounds].sort(([one], [other]) => one - other);
  return sorted.map(([, { raw, seals }]) => ({ raw, seals: [...seals.values()] }));
}

function count(seals: Map<string, Seal>, signed: Signed): void {
  const [name, signer] = [nameOf(signed), recoverSigner(signed)];
  if (name === undefined || signer === undefined) return;
  const seal = seals.get(name) ?? { name, signer, signed, times: 0 };
  seal.times++;
  seals.set(name, seal);
}

/** Of each signer the seal that the most nodes show; the lowest address first. */
function onePerSigner(seals: readonly Seal[]): readonly Signed[] {
  const order = (one: Seal, other: Seal): number =>
    compareText(one.signer, other.signer) || other.times - one.times || compareText(one.name, other.name);
  const sorted = seals.toSorted(order);
  return sorted.filter(({ signer }, i) => signer !== sorted[i - 1]?.signer).map(({ signed }) => signed);
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
