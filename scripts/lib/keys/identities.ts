import { canonicalDid, formatDid, parseDid } from "../../../src/public/did.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import type { Keyring } from "./keyring.ts";

/** Resolves names of account keys. */
export type Accounts = Pick<Keyring, "hasAccount" | "account">;

/**
 * An identity from a DID of this chain, an address, or the name of an account key. The key is opened, because its file
 * alone does not prove its address. Throws `did.invalid`, `did.other-chain`, and what {@link Keyring.account} throws.
 */
export async function identityOf(text: string, keys: Accounts, chainId: bigint): Promise<string> {
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) return parseDid(formatDid(chainId, text)).identity;
  if (keys.hasAccount(text)) return addressOf(text, keys);
  if (!text.includes(":")) throw noName(text);
  const did = parseDid(text);
  if (did.chainId === chainId) return did.identity;
  throw new DidimError("did.other-chain", `${text} is a DID of chain ${did.chainId}; this is chain ${chainId}.`, {
    did: text,
    chainId,
  });
}

function noName(text: string): DidimError {
  const message = `"${text.slice(0, 64)}" is no DID and no address, and there is no account key of this name in Didim's folder here (--home).`;
  return new DidimError("did.invalid", message, { did: text.slice(0, 64) });
}

async function addressOf(name: string, keys: Accounts): Promise<string> {
  try {
    return (await keys.account(name)).address;
  } catch (error) {
    if (!isDidimError(error, "registry.password")) throw error;
    const message = `${error.message} For somebody else's account, give its address instead of a name.`;
    throw new DidimError(error.code, message, error.details, { cause: error });
  }
}

/** Resolves an option's value to a DID; accepts what {@link identityOf} accepts. */
export type DidNamed = (text: string) => Promise<string>;

/**
 * Resolves DIDs of that chain. If no node can tell the chain (`facts.*`), a complete DID is used as it is; the verdict
 * will then be "indeterminate".
 */
export function didsOf(keys: Accounts, chainOf: () => bigint | Promise<bigint>): DidNamed {
  return async (text) => {
    try {
      const chainId = await chainOf();
      return formatDid(chainId, await identityOf(text, keys, chainId));
    } catch (error) {
      if (!text.startsWith("did:") || !isDidimError(error) || !error.code.startsWith("facts.")) throw error;
      return canonicalDid(text);
    }
  };
}
