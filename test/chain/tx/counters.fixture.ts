import { randomBytes } from "node:crypto";
import { startEdrNode } from "../../../scripts/lib/network/edr-node.ts";
import { memoryOutboxes, outboxesIn } from "../../../src/chain/tx/outbox/outbox.ts";
import { type ChainSigner, createRpc, createSigningAccount, type RpcOptions } from "../../../src/public/chain.ts";
import { type Sending, send } from "../../../src/registry/sending/send.ts";
import { createFileOutboxStore } from "../../../src/stores/files/outbox.ts";
import { type Asked, type FakeNode, fakeNode, pass } from "../../support/nodes.ts";

/**
 * storage[word of the call]++ : PUSH0 CALLDATALOAD DUP1 SLOAD PUSH1 1 ADD SWAP1 SSTORE STOP, so that tests can see how
 * often each transaction was executed. Before it: code that returns those ten bytes.
 */
const CODE = "0x695f3580546001019055005f52600a6016f3";

const word = (id: number): string => `0x${id.toString(16).padStart(64, "0")}`;

/** A chain with a contract that counts calls. It mines at intervals. */
export interface Counters {
  readonly url: string;
  readonly contract: string;
  /** A call that increments the counter with this id. */
  call(id: number): { readonly to: string; readonly data: string; readonly doing: string };
  countOf(id: number): Promise<number>;
  ask(method: string, ...params: readonly unknown[]): Promise<unknown>;
  /** Mines a block every so many milliseconds; 0: none. */
  mine(everyMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startCounters(): Promise<Counters> {
  const { url, stop } = await startEdrNode({});
  const rpc = createRpc({ url });
  const ask = (method: string, ...params: readonly unknown[]): Promise<unknown> => rpc.request(method, params);
  const [from] = (await ask("eth_accounts")) as string[];
  const hash = await ask("eth_sendTransaction", { from, data: CODE });
  const { contractAddress: contract } = (await ask("eth_getTransactionReceipt", hash)) as { contractAddress: string };
  await ask("evm_setAutomine", false);
  return {
    url,
    contract,
    call: (id) => ({ to: contract, data: word(id), doing: `Counting ${id}` }),
    countOf: async (id) => Number(await ask("eth_getStorageAt", contract, word(id), "latest")),
    ask,
    mine: async (everyMs) => void (await ask("evm_setIntervalMining", everyMs)),
    stop,
  };
}

/** A proxy in front of the chain that can be told to misbehave. */
export const before = ({ url }: Counters): Promise<FakeNode> => fakeNode((asked) => pass(url, asked));

export const isOffer = ({ method }: Asked): boolean => method === "eth_sendRawTransaction";

export const newSigner = (): ChainSigner => createSigningAccount({ privateKey: randomBytes(32) });

let last = 0;

export interface Way extends Omit<RpcOptions, "url"> {
  readonly sendTimeoutMs?: number;
  readonly outbox?: string;
  /** Acts as a separate process with an outbox of its own. */
  readonly apart?: true;
}

/** Sends through these nodes. */
export function sendingBy(nodes: readonly { readonly url: string }[], way: Way = {}): Sending {
  const { outbox, sendTimeoutMs = 10_000, apart, ...options } = way;
  return {
    rpc: createRpc({ url: nodes.map(({ url }) => url), timeoutMs: 1_000, ...options }),
    chainId: 31337n,
    chain: apart ? `apart ${++last}` : "counters",
    timeoutMs: sendTimeoutMs,
    outboxes: outbox === undefined ? memoryOutboxes : outboxesIn(createFileOutboxStore({ folder: outbox })),
  };
}

export const sent = (counters: Counters, id: number, signer: ChainSigner, sending: Sending) =>
  send(counters.call(id), signer, sending);
