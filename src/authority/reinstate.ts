import { NO_END } from "../records/directory-rule.ts";
import { identityIn } from "../registry/identities.ts";
import type { Registry } from "../registry/open.ts";
import { newestEpoch } from "../registry/questions/newest-epoch.ts";
import { type AccreditationChanged, changeAccreditation } from "../registry/sending/accreditation.ts";

/** A suspension that was lifted. */
export interface Reinstated extends AccreditationChanged {
  /** Whether the agency may issue again. False if its accreditation was over for another reason, too. */
  readonly accredited: boolean;
}

export async function reinstate(
  registry: Registry,
  { agency, type, until = NO_END }: { readonly agency: string; readonly type: string; readonly until?: number },
): Promise<Reinstated> {
  const issuer = identityIn(registry, agency);
  let accredited = true;
  const changed = await changeAccreditation(registry, issuer, type, async (typeId) => {
    accredited = !(await isOver(registry, issuer, typeId));
    return registry.accreditations.reinstate(issuer, typeId, accredited ? until : 0);
  });
  return { ...changed, accredited };
}

/**
 * Whether lifting the suspension affects only credentials issued before: the epoch had ended, or its accreditor was
 * withdrawn since.
 */
async function isOver(registry: Registry, issuer: string, typeId: string): Promise<boolean> {
  const newest = await newestEpoch(registry, issuer, typeId);
  if (newest === undefined) return false;
  const { reason, root, accreditor, parentGeneration } = newest;
  if (reason === "suspended-after-end") return true;
  // The authority's role granted it, and a role has no generation.
  if (root) return false;
  const parent = await registry.accreditations.accreditationOf(accreditor, typeId);
  return Number(parent.generation) !== parentGeneration;
}
