import { SPELLING_OF_32_BYTES } from "../crypto/encodings/base64url.ts";
import { base64urlOf, bytesOfBase64url, fromHex, toHex } from "../crypto/encodings/bytes.ts";
import { RecentCache } from "../crypto/recent-cache.ts";
import { DidimError } from "../errors/error.ts";
import { canonicalAddress } from "./address.ts";

/** The chain and the address that a did:ethr names. */
export interface EthrDid {
  readonly chainId: bigint;
  /** Lower-case 0x-hex, 20 bytes. */
  readonly identity: string;
}

/** A key's id: the DID, with the key's RFC 7638 SHA-256 thumbprint as fragment. */
export interface KeyId extends EthrDid {
  readonly did: string;
  /** As on the chain: lower-case 0x-hex, 32 bytes. */
  readonly thumbprint: string;
}

// Chain ids fit well into 64 bits (EIP-2294). The pattern limits the length before anything is parsed.
const DID = /^did:ethr:(0x[1-9a-f][0-9a-f]{0,15}):(0x[0-9a-fA-F]{40})$/;

/**
 * Reads `did:ethr:<chain id, hex>:<address>` strictly. The chain is required, so that no DID names two identities. A
 * mixed-case address must have a correct checksum (EIP-55). Throws `did.invalid`.
 */
export function parseDid(did: string): EthrDid {
  return known.get(did, () => read(did));
}

/** A verifier meets few issuers and parses their DIDs half a dozen times per verification. */
const known = new RecentCache<EthrDid>(256);
const canonical = new RecentCache<string>(256);

function read(did: string): EthrDid {
  const [, chainId, address] = DID.exec(did) ?? [];
  const identity = address === undefined ? undefined : canonicalAddress(address);
  if (chainId === undefined || identity === undefined) {
    throw new DidimError("did.invalid", "Not a did:ethr of the form did:ethr:0x<chain id>:0x<address>.", {
      did: did.slice(0, 100),
    });
  }
  return Object.freeze({ chainId: BigInt(chainId), identity });
}

/** The canonical spelling, all in lower case. Throws `did.invalid`. */
export function formatDid(chainId: bigint, identity: string): string {
  const { identity: address } = parseDid(`did:ethr:0x${chainId.toString(16)}:${identity}`);
  return `did:ethr:0x${chainId.toString(16)}:${address}`;
}

/** The canonical spelling of a given DID. Throws `did.invalid`. */
export function canonicalDid(did: string): string {
  return canonical.get(did, () => {
    const { chainId, identity } = parseDid(did);
    return `did:ethr:0x${chainId.toString(16)}:${identity}`;
  });
}

/** Reads `<did>#<thumbprint, base64url>`. Throws `did.invalid` or `did.key-id`. */
export function parseKeyId(keyId: string): KeyId {
  const hash = keyId.indexOf("#");
  const fragment = keyId.slice(hash + 1);
  if (hash === -1 || !SPELLING_OF_32_BYTES.test(fragment)) {
    throw new DidimError("did.key-id", "Not a key id: a DID, #, and the key's RFC 7638 thumbprint in base64url.", {
      keyId: keyId.slice(0, 150),
    });
  }
  const { chainId, identity } = parseDid(keyId.slice(0, hash));
  const thumbprint = toHex(bytesOfBase64url(fragment));
  return { chainId, identity, did: formatDid(chainId, identity), thumbprint };
}

/**
 * `<did>#<thumbprint>`. Accepts the thumbprint in base64url, or in 0x-hex as on the chain. Throws `did.invalid` or
 * `did.key-id`.
 */
export function formatKeyId(did: string, thumbprint: string): string {
  const fragment = /^0x[0-9a-f]{64}$/.test(thumbprint) ? base64urlOf(fromHex(thumbprint)) : thumbprint;
  const id = `${canonicalDid(did)}#${fragment}`;
  parseKeyId(id);
  return id;
}
