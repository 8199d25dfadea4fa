import { canonicalDid, DidimError, formatDid, isDidimError, parseDid } from "../../src/index.ts";
import type { Home } from "./home.ts";
import { accountAddress, hasKey } from "./keys.ts";

/** An identity from a DID of this chain, an address, or the name of an account key. Throws `did.invalid`, `cli.other-chain`. */
export function identityOf(text: string, home: Home, chainId: bigint): string {
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) return parseDid(formatDid(chainId, text)).identity;
  if (hasKey(home, text, "account")) return accountAddress(home, text);
  const did = parseDid(text);
  if (did.chainId === chainId) return did.identity;
  throw new DidimError("cli.other-chain", `${text} is a DID of chain ${did.chainId}; this is chain ${chainId}.`, {
    did: text,
    chainId,
  });
}

/** The DID that an option means, from what {@link identityOf} takes. */
export type DidNamed = (text: string) => Promise<string>;

/** Of that chain. Where no node says which it is (`facts.*`), a DID in full is taken as it is: its verdict will be that nothing could be found out. */
export function didsOf(home: Home, chainOf: () => bigint | Promise<bigint>): DidNamed {
  return async (text) => {
    try {
      const chainId = await chainOf();
      return formatDid(chainId, identityOf(text, home, chainId));
    } catch (error) {
      if (!text.startsWith("did:") || !isDidimError(error) || !error.code.startsWith("facts.")) throw error;
      return canonicalDid(text);
    }
  };
}
