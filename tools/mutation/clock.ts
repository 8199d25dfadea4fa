import type { EthereumProvider } from "hardhat/types/providers";

const SETS_TIME = ["evm_setNextBlockTimestamp", "evm_increaseTime"];
const MINES = ["eth_sendTransaction", "eth_sendRawTransaction", "evm_mine", "hardhat_mine"];
const NEEDS_TIME = ["eth_sendTransaction", "eth_sendRawTransaction", "eth_estimateGas", "evm_mine"];

/**
 * Makes a chain's blocks follow each other by one second, unless a test sets the time. By default, a simulated chain
 * uses the machine's time: under load, a slow test would fail and "kill" a mutant that it does not detect.
 */
export function steadyClock(provider: EthereumProvider): void {
  const request = provider.request.bind(provider);
  const snapshots = new Map<unknown, boolean>();
  let set = false; // whether a test has set the time of the next block
  provider.request = async (asked) => {
    if (NEEDS_TIME.includes(asked.method) && !set) {
      const latest = (await request({ method: "eth_getBlockByNumber", params: ["latest", false] })) as Timed;
      const next = `0x${(BigInt(latest.timestamp) + 1n).toString(16)}`;
      await request({ method: "evm_setNextBlockTimestamp", params: [next] });
    }
    const answer = await request(asked);
    if (SETS_TIME.includes(asked.method)) set = true;
    else if (MINES.includes(asked.method)) set = false;
    else if (asked.method === "evm_snapshot") snapshots.set(answer, set);
    else if (asked.method === "evm_revert") set = snapshots.get(firstOf(asked.params)) ?? false;
    return answer;
  };
}

interface Timed {
  readonly timestamp: string;
}

const firstOf = (params: readonly unknown[] | object | undefined): unknown =>
  Array.isArray(params) ? params[0] : undefined;
