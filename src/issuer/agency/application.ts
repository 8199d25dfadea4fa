import { ZERO_ADDRESS } from "../../did/address.ts";
import { DidimError } from "../../errors/error.ts";
import { timeOf } from "../../errors/time-text.ts";
import { NO_END } from "../../records/directory-rule.ts";
import { isSuspended } from "../../records/reasons.ts";
import { identityIn } from "../../registry/identities.ts";
import { newestEpoch } from "../../registry/questions/newest-epoch.ts";
import { type AccreditationChanged, changeAccreditation } from "../../registry/sending/accreditation.ts";
import { didOf, type Owner } from "./key-records.ts";

/** What an agency asks for. */
export interface ApplyOptions {
  /** The credential type's name (`vct`), as registered. */
  readonly type: string;
  /** The DID of the accreditor that is to decide. Default: the type's authority. */
  readonly to?: string;
  /** Whether to issue. Default: true. */
  readonly mayIssue?: boolean;
  /** How many levels it wants to accredit below itself: 0 (the default) to 7. */
  readonly levels?: number;
  /** A public text of at most 256 bytes, such as where the application's papers are. */
  readonly note?: string;
}

export async function apply({ registry, identity }: Owner, options: ApplyOptions): Promise<AccreditationChanged> {
  const { type, to, mayIssue = true, levels = 0, note = "" } = options;
  const accreditor = to === undefined ? ZERO_ADDRESS : identityIn(registry, to);
  return changeAccreditation(registry, identity, type, async (typeId) => {
    await checkMayApply({ registry, identity }, type, typeId);
    return registry.accreditations.applyFor(identity, typeId, accreditor, mayIssue, levels, note);
  });
}

export function cancelApplication({ registry, identity }: Owner, type: string): Promise<AccreditationChanged> {
  const { accreditations } = registry;
  return changeAccreditation(registry, identity, type, (typeId) => accreditations.cancelApplication(identity, typeId));
}

export function endAccreditation({ registry, identity }: Owner, type: string): Promise<AccreditationChanged> {
  const { accreditations } = registry;
  return changeAccreditation(registry, identity, type, (typeId) => accreditations.end(identity, typeId));
}

/**
 * Throws unless an application can be granted: `issuer.applied-already` if one is open, `registry.AccreditationInForce` if
 * the agency is accredited already, or suspended.
 */
async function checkMayApply({ registry, identity }: Owner, type: string, typeId: string): Promise<void> {
  const did = didOf({ registry, identity });
  const { applied } = await registry.accreditations.accreditationOf(identity, typeId);
  if (applied !== 0n) throw appliedAlready(did, type, typeId, Number(applied));
  const newest = await newestEpoch(registry, identity, typeId);
  if (newest === undefined) return;
  const { index, until, reason } = newest;
  const suspended = isSuspended(reason);
  if (!suspended && until <= (await registry.head()).time) return;
  const message = suspended
    ? `${did} is suspended for ${type}. Its accreditor can reinstate it.`
    : `${did} is accredited for ${type} already (end: ${until >= NO_END ? "no end" : timeOf(until)}).`;
  throw new DidimError("registry.AccreditationInForce", message, { issuer: did, vct: type, typeId, index });
}

function appliedAlready(did: string, type: string, typeId: string, applied: number): DidimError {
  const message = `${did} has applied for ${type} already, at ${timeOf(applied)}. To apply anew, first cancel that application: npm run didim -- issuer cancel ${type}`;
  return new DidimError("issuer.applied-already", message, { issuer: did, vct: type, typeId, applied });
}
