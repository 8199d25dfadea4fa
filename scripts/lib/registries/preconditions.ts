import { typeIdOf } from "../../../src/public/council.ts";
import { formatDid } from "../../../src/public/did.ts";
import { DidimError } from "../../../src/public/index.ts";
import { newestEpoch, type Registry } from "../../../src/public/registry.ts";
import { when } from "../terminal/input/values.ts";

/** Throws `registry.TypeUnknown`: a mistyped name would be written for good, as one that nobody ever asks for. */
export async function checkRegistered({ types }: Registry, vct: string): Promise<void> {
  const typeId = typeIdOf(vct);
  if (BigInt(await types.authorityOf(typeId)) !== 0n) return;
  const message = `The type ${vct} does not exist. Is it written exactly as it was registered? See: npm run didim -- type show`;
  throw new DidimError("registry.TypeUnknown", message, { typeId, vct });
}

/**
 * Throws unless an application can be granted: `cli.applied-already` if one is open, `registry.AccreditationInForce` if
 * the agency is accredited already, or suspended.
 */
export async function checkMayApply(registry: Registry, issuer: string, vct: string): Promise<void> {
  const { accreditations, chainId } = registry;
  const [typeId, did] = [typeIdOf(vct), formatDid(chainId, issuer)];
  const { applied } = await accreditations.accreditationOf(issuer, typeId);
  if (applied !== 0n) {
    const at = Number(applied);
    const message = `${did} has applied for ${vct} already, at ${when(at).en}. To apply anew, first: npm run didim -- issuer cancel ${vct}`;
    throw new DidimError("cli.applied-already", message, { issuer: did, vct, typeId, applied: at });
  }
  const newest = await newestEpoch(registry, issuer, typeId);
  if (newest === undefined) return;
  const { index, until, reason } = newest;
  const isSuspended = reason === "suspended" || reason === "suspended-after-end";
  if (!isSuspended && until <= (await registry.head()).time) return;
  const message = isSuspended
    ? `${did} is suspended for ${vct}. Its accreditor can reinstate it.`
    : `${did} is accredited for ${vct} already (end: ${when(until).en}).`;
  throw new DidimError("registry.AccreditationInForce", message, { issuer: did, vct, typeId, index });
}
