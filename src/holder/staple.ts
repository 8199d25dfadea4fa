import type { JsonObject } from "../crypto/json.ts";
import { DidimError } from "../errors.ts";
import { stapleClaim } from "../facts/proof/carried.ts";
import type { ProofPart, Prover } from "../facts/proof/prover.ts";
import type { Staple } from "../facts/proof/staple.ts";
import { queryFor } from "../facts/query.ts";
import { type HeldCredential, parseHeld } from "./entry.ts";

/** Proofs of credentials, by their ids. */
export type Staples = Readonly<Record<string, Staple>>;

type Held = Pick<HeldCredential, "id" | "credential">;

/** A proof of each credential, all as of one block. Throws `holder.no-prover`, and what the prover throws. */
export async function prove(held: readonly Held[], prover: Prover | undefined, part?: ProofPart): Promise<Staples> {
  if (prover === undefined) {
    throw new DidimError("holder.no-prover", "The wallet was given nobody to make proofs: give it a prover.");
  }
  const groups = held.map(({ credential }) => [queryFor(parseHeld(credential))]);
  const staples = await prover.prove(groups, part === undefined ? {} : { part });
  return Object.fromEntries(staples.map((staple, i) => [held[i]?.id, staple]));
}

/** The claim that a holder signs along, so that a credential is proved by what is presented. Throws `holder.no-staple`. */
export function stapled({ id }: Held, staples: Staples): JsonObject {
  const staple = Object.hasOwn(staples, id) ? staples[id] : undefined;
  if (staple !== undefined) return stapleClaim(staple);
  throw new DidimError("holder.no-staple", "No proof was made of this credential: see prove().", { id });
}
