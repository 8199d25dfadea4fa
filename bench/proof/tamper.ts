import { readHeader, readPlainHeader } from "../../src/chain/state/header.ts";
import { bagOf } from "../../src/chain/state/node-bag.ts";
import { isDidimError } from "../../src/errors/error.ts";
import { decodeStaple, encodeStaple, type Staple } from "../../src/trust-anchor/staple/staple.ts";
import { Chance } from "./chance.ts";
import { CHANGES, type Genuine, type Loose } from "./changes.ts";

/** Staples that one verifier accepts and all of whose nodes are needed. */
export interface Family {
  readonly staples: readonly Staple[];
  /** The proved facts as text; throws if they are not proved. */
  readonly verify: (staple: Staple) => string | Promise<string>;
}

export interface Tampered {
  readonly tried: number;
  /**
   * Accepted with other facts than the original's; or with the same facts although something else than the seals was
   * changed.
   */
  readonly accepted: number;
  /** Accepted with the original's exact facts, where only the seals differ, for example in their order. */
  readonly sealedOtherwise: number;
  /**
   * Accepted with the original's facts without the agency's name: a name is for display, and the others are proved
   * without it.
   */
  readonly unnamed: number;
  /** How often each kind of change was tried, and how often each error code occurred. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly refused: ReadonlyMap<string, number>;
}

interface Known extends Genuine {
  readonly family: Family;
  /** The family's staples by the facts that they prove. */
  readonly believed: ReadonlyMap<string, Staple>;
  /** The facts, without names, of those staples that bring names. */
  readonly unnamed: ReadonlySet<string>;
}

/**
 * Tries random changes of the families' staples. A change that gives the same staple, or another genuine one, does not
 * count.
 */
export async function tamper(families: readonly Family[], tries: number, seed: number): Promise<Tampered> {
  const known = (await Promise.all(families.map(knownOf))).flat();
  const genuine = new Set(known.flatMap(({ staple, bytes }) => [textOf(staple), latin1(bytes)]));
  const chance = new Chance(seed);
  const [refused, kinds] = [new Map<string, number>(), new Map<string, number>()];
  let [tried, accepted, sealedOtherwise, unnamed] = [0, 0, 0, 0];
  while (tried < tries) {
    const [target, other] = [chance.one(known), chance.one(known)];
    const [kind, change] = chance.one(CHANGES);
    const changed = change(chance, target, other);
    if (genuine.has(changed instanceof Uint8Array ? latin1(changed) : textOf(changed))) continue;
    try {
      const staple =
        changed instanceof Uint8Array ? decodeStaple(changed) : { ...changed, nodes: bagOf(changed.nodes) };
      const told = await target.family.verify(staple);
      const original = target.believed.get(told);
      // The decoded staple is the same although the bytes differ: a second encoding was accepted.
      if (original && differOnlyInSeals(original, staple) && !genuine.has(textOf(staple))) sealedOtherwise++;
      else if (target.unnamed.has(told)) unnamed++;
      else accepted++;
    } catch (error) {
      // A forged staple must be refused with a code. A crash is as bad as acceptance.
      if (!isDidimError(error)) throw error;
      add(refused, error.code);
    }
    tried++;
    add(kinds, kind);
    if (tried % 100_000 === 0) process.stderr.write(`bench: ${tried} of ${tries} changed staples tried …\n`);
  }
  return { tried, accepted, sealedOtherwise, unnamed, kinds, refused };
}

async function knownOf(family: Family): Promise<Known[]> {
  const told = family.staples.map(async (staple) => [await family.verify(staple), staple] as const);
  const believed = new Map(await Promise.all(told));
  const named = family.staples.filter(({ names }) => names !== undefined);
  const unnamed = new Set(await Promise.all(named.map((staple) => family.verify({ ...staple, names: [] }))));
  return family.staples.map((staple) => {
    const loose = { ...staple, nodes: [...staple.nodes] };
    return { staple: loose, bytes: encodeStaple(staple), family, believed, unnamed };
  });
}

function differOnlyInSeals(original: Staple, staple: Staple): boolean {
  return nodesIn(original) === nodesIn(staple) && committed(original) === committed(staple);
}

/** What the sealers or signers have signed. */
const committed = ({ header, signatures }: Staple): string =>
  signatures === undefined ? readHeader(header).commitHash : readPlainHeader(header).hash;

const nodesIn = ({ nodes }: Staple | Loose): string => [...nodes].map(latin1).sort().join();
const textOf = (staple: Staple | Loose): string =>
  [
    latin1(staple.header),
    nodesIn(staple),
    ...(staple.signatures ?? []).map(latin1),
    ...(staple.names ?? []).flatMap(({ ko, en }) => [latin1(ko), latin1(en)]),
  ].join("|");
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
