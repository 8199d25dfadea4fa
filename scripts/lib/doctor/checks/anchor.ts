import { isDidimError } from "../../../../src/public/index.ts";
import { loadAnchor } from "../../../../src/public/node.ts";
import { ANCHOR_LIFE, anchorFingerprint, type TrustAnchor } from "../../../../src/public/trust-anchor.ts";
import { type DoctorFinding, found, reasonOf } from "../finding.ts";
import { type Check, type Patient, SOON } from "../patient.ts";

/** The trust anchor that --anchor names: which chain, how old. */
export const ANCHOR: Check = {
  name: "anchor",
  async examine(patient) {
    const { anchor: file } = patient.options;
    if (file === undefined) return [];
    try {
      const anchor = await loadAnchor(file);
      return [...(await chainOf(anchor, patient)), age(anchor, file, patient.now)];
    } catch (error) {
      if (!isDidimError(error)) throw error;
      return [found("anchor.unreadable", { why: reasonOf(error) })];
    }
  },
};

/** Where no network is known, another check says so. */
async function chainOf({ chainId }: TrustAnchor, { context }: Patient): Promise<readonly DoctorFinding[]> {
  const network = await context.network().catch(() => undefined);
  if (network === undefined || network.addresses.chainId === chainId) return [];
  return [found("anchor.other-chain", { found: chainId, expected: network.addresses.chainId })];
}

function age(anchor: TrustAnchor, file: string, now: number): DoctorFinding {
  const until = anchor.advancedAt + ANCHOR_LIFE;
  const facts = { until, file, fingerprint: anchorFingerprint(anchor) };
  if (until <= now) return found("anchor.expired", facts);
  return found(until < now + SOON ? "anchor.due" : "anchor.good", facts);
}
