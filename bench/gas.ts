import type { Measured } from "./figures.ts";
import { identities } from "./gas/identities.ts";
import { documents, trust } from "./gas/reads.ts";
import { accreditation, issuing, statuses, type } from "./gas/writes.ts";

/** Gas on Hardhat's chain (cancun): whole receipts for writes, execution alone for views. */
export async function gas(): Promise<Measured> {
  const figures: Record<string, number> = {};
  for (const measure of [statuses, issuing, accreditation, type, identities, trust, documents]) {
    for (const [id, used] of Object.entries(await measure())) figures[id] = Number(used);
  }
  return { figures };
}
