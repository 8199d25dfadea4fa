import type { JsonObject } from "../crypto/json.ts";
import { DidimError } from "../errors/error.ts";
import { stapleClaim } from "../facts/proof/carried.ts";
import type { ProofPart, Prover } from "../facts/proof/prover.ts";
import { queryFor } from "../facts/query.ts";
import type { Formats } from "../formats/index.ts";
import type { Staple } from "../trust-anchor/staple/staple.ts";
import { type HeldCredential, parseHeld } from "./entry.ts";

/** Proofs of credentials, by their ids. */
export type Staples = Readonly<Record<string, Staple>>;

type Held = Pick<HeldCredential, "id" | "credential" | "oneTime">;

/**
 * How often the block changes as of which one-time copies are proved, seconds. The newest block would be known again by: of each there are hardly more proofs than this
 * wallet's. Proofs that are kept are all of one hour, whenever in it they were made; those that are made as the copy is shown are of the minute, which the verifier knows.
 */
const SHARED_EVERY = { kept: 3600, shown: 60 } as const;

export interface ProvingOptions {
  readonly prover: Prover | undefined;
  readonly formats: Formats;
  /** Whether they are kept, or made for what is being shown. */
  readonly use: keyof typeof SHARED_EVERY;
  readonly part?: ProofPart | undefined;
}

/**
 * A proof of each credential: all as of the newest block, but for one-time copies, which are proved as of a block that is the same for everybody's copies (docs/holding.md).
 * Throws `holder.no-prover`, and what the prover throws.
 */
export async function prove(
  held: readonly Held[],
  { prover, formats, use, part = "all" }: ProvingOptions,
): Promise<Staples> {
  if (prover === undefined) {
    throw new DidimError("holder.no-prover", "The wallet was given nobody to make proofs: give it a prover.");
  }
  const [copies, lasting] = [held.filter(({ oneTime }) => oneTime), held.filter(({ oneTime }) => !oneTime)];
  const proofs = await Promise.all([
    provedTogether(copies, formats, (groups) => prover.prove(groups, { part, sharedEvery: SHARED_EVERY[use] })),
    provedTogether(lasting, formats, (groups) => prover.prove(groups, { part })),
  ]);
  return Object.fromEntries(proofs.flat());
}

type Groups = Parameters<Prover["prove"]>[0];

async function provedTogether(
  held: readonly Held[],
  formats: Formats,
  provedAs: (groups: Groups) => Promise<Staple[]>,
) {
  if (held.length === 0) return [];
  const staples = await provedAs(held.map(({ credential }) => [queryFor(parseHeld(credential, formats))]));
  return staples.map((staple, i) => [held[i]?.id, staple] as const);
}

/** The claim that a holder signs along, so that a credential is proved by what is presented. Throws `holder.no-staple`. */
export function stapled({ id }: Pick<Held, "id">, staples: Staples): JsonObject {
  const staple = Object.hasOwn(staples, id) ? staples[id] : undefined;
  if (staple !== undefined) return stapleClaim(staple);
  throw new DidimError("holder.no-staple", "No proof was made of this credential: see prove().", { id });
}
