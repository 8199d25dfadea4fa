import { setTimeout as sleep } from "node:timers/promises";
import { DidimError } from "../errors.ts";
import { reverted, translate } from "./errors.ts";
import { eventsOf, type RawLog, type Receipt } from "./receipt.ts";
import type { Rpc } from "./rpc.ts";
import type { ChainSigner } from "./signer.ts";

export interface Call {
  readonly to: string;
  readonly data: string;
  /** For messages: what the call is for, as "StatusLists.openList". */
  readonly doing: string;
}

export interface Sending {
  readonly rpc: Rpc;
  readonly chainId: bigint;
  /** How long to wait for the transaction to be in a block. */
  readonly timeoutMs: number;
}

/** Sends a transaction and waits until it is in a block. What would be refused is refused before it is sent. */
export async function send(call: Call, signer: ChainSigner, { rpc, chainId, timeoutMs }: Sending): Promise<Receipt> {
  const { to, data, doing } = call;
  try {
    const estimate = BigInt(String(await rpc.request("eth_estimateGas", [{ from: signer.address, to, data }])));
    // A neighbour's transaction may come in between and make a slot fresh, or one more word to write.
    const hash = await signer.send({ to, data, gas: (estimate * 5n) / 4n + 10_000n, chainId }, rpc);
    return await receiptOf(hash, call, signer, rpc, timeoutMs);
  } catch (error) {
    throw translate(error, doing);
  }
}

interface RawReceipt {
  readonly status: string;
  readonly blockNumber: string;
  readonly gasUsed: string;
  readonly logs: readonly RawLog[];
}

async function receiptOf(hash: string, call: Call, signer: ChainSigner, rpc: Rpc, timeoutMs: number): Promise<Receipt> {
  const deadline = Date.now() + timeoutMs;
  for (let pause = 5; Date.now() < deadline; pause = Math.min(2 * pause, 500)) {
    const found = (await rpc.request("eth_getTransactionReceipt", [hash])) as RawReceipt | null;
    if (found !== null) {
      if (BigInt(found.status) !== 1n) throw await whyFailed(found, call, signer, rpc);
      return { hash, block: BigInt(found.blockNumber), gasUsed: BigInt(found.gasUsed), events: eventsOf(found.logs) };
    }
    await sleep(pause);
  }
  throw new DidimError(
    "registry.timeout",
    `${call.doing} was sent, but is in no block after ${timeoutMs / 1000} s. It may still come: look for the transaction before sending again.`,
    { doing: call.doing, transaction: hash },
  );
}

/** A receipt says only that it failed; the same call, made again at that block, says why. */
async function whyFailed(found: RawReceipt, call: Call, signer: ChainSigner, rpc: Rpc): Promise<DidimError> {
  try {
    await rpc.request("eth_call", [{ from: signer.address, to: call.to, data: call.data }, found.blockNumber]);
    return reverted(undefined, call.doing);
  } catch (error) {
    return translate(error, call.doing);
  }
}
