import type { EthereumProvider } from "hardhat/types/providers";

const SETS_TIME = ["evm_setNextBlockTimestamp", "evm_increaseTime", "hardhat_mine"];
const SENDS = ["eth_sendTransaction", "eth_sendRawTransaction", "eth_estimateGas", "evm_mine"];
/** What ends with a block of that time, or with another chain altogether. */
const SPENDS = ["eth_sendTransaction", "eth_sendRawTransaction", "evm_mine", "evm_revert"];

/**
 * Makes a chain's blocks follow each other by one second, unless a test sets the time itself. By default a simulated chain's
 * seconds are those of the machine: a test that is too slow under load would fail, and so "kill" a mutant it never saw.
 */
export function steadyClock(provider: EthereumProvider): void {
  const request = provider.request.bind(provider);
  let set = false;
  provider.request = async (asked) => {
    if (SENDS.includes(asked.method) && !set) {
      const latest = (await request({ method: "eth_getBlockByNumber", params: ["latest", false] })) as Timed;
      await request({
        method: "evm_setNextBlockTimestamp",
        params: [`0x${(BigInt(latest.timestamp) + 1n).toString(16)}`],
      });
    }
    const answer = await request(asked);
    if (SETS_TIME.includes(asked.method)) set = asked.method !== "hardhat_mine";
    else if (SPENDS.includes(asked.method)) set = false;
    return answer;
  };
}

interface Timed {
  readonly timestamp: string;
}
