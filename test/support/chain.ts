import {
  type LocalChain,
  type LocalChainOptions,
  startLocalChain as start,
} from "../../scripts/lib/network/local-chain.ts";
import type { RpcClient } from "../../src/public/chain.ts";
import { createRpc } from "../../src/public/chain.ts";

export type { LocalChain };

interface Kept {
  readonly chain: LocalChain;
  readonly rpc: RpcClient;
  /** Of the chain as it was deployed. */
  snapshot: unknown;
  isTaken: boolean;
}

/** The chains of this process, by the options that they were started with. */
const kept = new Map<string, Kept[]>();

/**
 * A chain of a test's own, with everything deployed. To deploy takes a second of work: once a test has stopped its chain, the
 * next one of the same options gets it, put back to what it was, at the present time.
 */
export async function startLocalChain(options: LocalChainOptions = {}): Promise<LocalChain> {
  const way = JSON.stringify(options);
  const known = kept.get(way) ?? [];
  kept.set(way, known);
  const free = known.find(({ isTaken }) => !isTaken);
  if (free === undefined) return begin(await start(options), known);
  free.isTaken = true;
  await free.rpc.request("evm_revert", [free.snapshot]);
  free.snapshot = await free.rpc.request("evm_snapshot");
  // Deciding may have taken it ahead of the present: then that is its time.
  const present = Math.floor(Date.now() / 1000) - (options.secondsAgo ?? 0);
  if ((await free.chain.now()) >= present) return free.chain;
  await free.rpc.request("evm_setNextBlockTimestamp", [present]);
  await free.rpc.request("evm_mine");
  return free.chain;
}

async function begin(chain: LocalChain, known: Kept[]): Promise<LocalChain> {
  const rpc = createRpc({ url: chain.url });
  const one: Kept = {
    chain: {
      ...chain,
      async stop() {
        one.isTaken = false;
      },
    },
    rpc,
    snapshot: await rpc.request("evm_snapshot"),
    isTaken: true,
  };
  known.push(one);
  return one.chain;
}
