import { BrowserProvider, Network } from "ethers";
import { network } from "hardhat";
import type { RpcClient } from "../../../src/chain/rpc/rpc.ts";
import { BLOCK_TIME, CHAIN, START, STEP } from "../constants.ts";
import { type ActorName, addressOf } from "./agencies.ts";

/** What a transaction of ethers says of itself before it is sent. */
interface Call {
  readonly to?: unknown;
  readonly data?: string | null;
}

/**
 * A local chain on which nothing is left to chance: each transaction is a block of its own, at a fixed second, with
 * fixed gas. So its blocks have the same hashes each time.
 */
export class Chain {
  readonly #send: (method: string, params?: readonly unknown[]) => Promise<unknown>;
  #time = START;

  private constructor(send: Chain["request"]) {
    this.#send = send;
  }

  static async start(): Promise<Chain> {
    const initialDate = new Date(START * 1000);
    const { provider } = await network.create({ network: "local", override: { initialDate, loggingEnabled: false } });
    return new Chain((method, params = []) => provider.request({ method, params: [...params] }));
  }

  request = (method: string, params: readonly unknown[] = []): Promise<unknown> => this.#send(method, params);

  /** For the SDK's functions that read from a node. */
  get rpc(): RpcClient {
    return { request: this.request, nodes: [] } as unknown as RpcClient;
  }

  /** For ethers' typed views. */
  get provider(): BrowserProvider {
    const known = Network.from(CHAIN);
    const request = ({ method, params = [] }: { method: string; params?: unknown[] | Record<string, unknown> }) =>
      this.request(method, params as unknown[]);
    return new BrowserProvider({ request }, known, { staticNetwork: known, cacheTimeout: -1 });
  }

  /** The second of the newest transaction. */
  get time(): number {
    return this.#time;
  }

  /** Lets time pass until this second. */
  passTo(time: number): void {
    if (time < this.#time) throw new RangeError(`${time} is over: it is ${this.#time}`);
    this.#time = time;
  }

  /** Sends a transaction from an actor's account, in a block of its own. */
  async send(from: ActorName, call: Call | Promise<Call>): Promise<{ readonly contractAddress: string }> {
    const { to, data } = await call;
    this.#time += STEP;
    await this.request("evm_setNextBlockTimestamp", [this.#time]);
    const transaction = { from: addressOf(from), ...(to ? { to } : {}), data, gas: "0xb71b00", gasPrice: "0x77359400" };
    const hash = await this.request("eth_sendTransaction", [transaction]);
    const receipt = await this.request("eth_getTransactionReceipt", [hash]);
    return receipt as { readonly contractAddress: string };
  }

  /** Mines the last block of a registry. */
  async close(): Promise<void> {
    this.passTo(BLOCK_TIME);
    await this.request("evm_setNextBlockTimestamp", [BLOCK_TIME]);
    await this.request("evm_mine");
  }

  /** Does something, and takes the chain back to what it was before. */
  async thenBack<Result>(action: () => Promise<Result>): Promise<Result> {
    const [snapshot, time] = [await this.request("evm_snapshot"), this.#time];
    const result = await action();
    await this.request("evm_revert", [snapshot]);
    this.#time = time;
    return result;
  }
}
