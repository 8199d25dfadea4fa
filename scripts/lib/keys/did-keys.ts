import { keyEntry } from "../../../src/public/did.ts";
import type { PublicJwk } from "../../../src/public/keys.ts";
import type { Receipt, Registry } from "../../../src/public/registry.ts";

/** Registers a key for signing credentials, from now on for `validity` seconds. */
export function registerKey(registry: Registry, identity: string, key: PublicJwk, validity: bigint): Promise<Receipt> {
  const { name, value } = keyEntry(key);
  return registry.dids.setAttribute(identity, name, value, validity);
}

/** A thumbprint in the chain's form, from a public key or from the 43 characters of its RFC 7638 thumbprint. */
export function chainThumbprint(key: PublicJwk | string): string {
  return typeof key === "string" ? `0x${Buffer.from(key, "base64url").toString("hex")}` : keyEntry(key).thumbprint;
}
