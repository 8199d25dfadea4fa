import { BrowserProvider, Network } from "ethers";

type Send = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** A provider that counts its requests. */
export function counting(send: Send, chainId: bigint): { provider: BrowserProvider; requests: () => number } {
  let count = 0;
  const request = ({ method, params }: { method: string; params?: unknown[] | Record<string, unknown> }) => {
    count++;
    return send(method, Array.isArray(params) ? params : []);
  };
  // By default, ethers asks for the chain before each request, and answers a repeated question from its cache.
  const options = { staticNetwork: Network.from(chainId), cacheTimeout: -1 };
  return { provider: new BrowserProvider({ request }, Number(chainId), options), requests: () => count };
}
