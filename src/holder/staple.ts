import type { JsonObject } from "../crypto/encodings/json.ts";
import { DidimError } from "../errors/error.ts";
import type { ProofPart, Prover } from "../facts/proof/prover.ts";
import { stapleClaim } from "../facts/proof/staple-claim.ts";
import { queryFor } from "../facts/query.ts";
import type { Formats } from "../formats/index.ts";
import type { Staple } from "../trust-anchor/staple/staple.ts";
import { type HeldCredential, parseHeld } from "./entry.ts";

/** Proofs of credentials, by credential id. */
export type Staples = Readonly<Record<string, Staple>>;

type CredentialToProve = Pick<HeldCredential, "id" | "credential" | "oneTime">;

/**
 * How often, in seconds, the block changes at which one-time copies are proved. If each were proved at the newest
 * block, a verifier could link the copies by that block, because few other wallets prove at it. Proofs that are kept
 * use one block per hour. Proofs made while presenting use one block per minute; the verifier knows that minute anyway.
 */
const SHARED_EVERY = { kept: 3600, shown: 60 } as const;

export interface StaplingOptions {
  readonly prover: Prover | undefined;
  readonly formats: Formats;
  /** "kept" for later use, or "shown" for the presentation being made. */
  readonly use: keyof typeof SHARED_EVERY;
  readonly part?: ProofPart | undefined;
}

/**
 * A proof for each credential. All are at the newest block, except those of one-time copies: they are at a block that
 * the copies of all wallets share (docs/holding.md). Throws `holder.no-prover`, and what the prover throws.
 */
export async function prove(
  held: readonly CredentialToProve[],
  { prover, formats, use, part = "all" }: StaplingOptions,
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
  held: readonly CredentialToProve[],
  formats: Formats,
  provedAs: (groups: Groups) => Promise<Staple[]>,
) {
  if (held.length === 0) return [];
  const staples = await provedAs(held.map(({ credential }) => [queryFor(parseHeld(credential, formats))]));
  return staples.map((staple, i) => [held[i]?.id, staple] as const);
}

/** The claim with a credential's proof, for the holder to sign along. Throws `holder.no-staple`. */
export function stapled({ id }: Pick<CredentialToProve, "id">, staples: Staples): JsonObject {
  const staple = Object.hasOwn(staples, id) ? staples[id] : undefined;
  if (staple !== undefined) return stapleClaim(staple);
  throw new DidimError("holder.no-staple", "No proof was made of this credential: see prove().", { id });
}
