import { formatDid, parseDid } from "../did/did.ts";
import { DidimError } from "../errors/error.ts";
import type { Registry } from "./open.ts";

/**
 * The identity of a party that is named by its DID, or by the address in it. Lower-case 0x-hex. Throws `did.invalid`, and
 * `did.other-chain` for a DID of another chain than the registries'.
 */
export function identityIn({ chainId }: Pick<Registry, "chainId">, party: string): string {
  const did = parseDid(party.startsWith("did:") ? party : formatDid(chainId, party));
  if (did.chainId === chainId) return did.identity;
  throw new DidimError("did.other-chain", `${party} is a DID of chain ${did.chainId}; this is chain ${chainId}.`, {
    did: party,
    chainId,
  });
}

/**
 * The identity that a role acts for: the named one, or that of the registry's signer. Throws `registry.no-signer` if there
 * is neither, and what {@link identityIn} throws.
 */
export function actingIdentity(registry: Registry, did: string | undefined): string {
  if (did !== undefined) return identityIn(registry, did);
  if (registry.signer !== undefined) return registry.signer.address.toLowerCase();
  throw new DidimError("registry.no-signer", "Give the DID to act for, or connect with a signer.", {});
}
