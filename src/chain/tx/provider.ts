import { createMemoryOutboxStore } from "../../stores/memory/outbox.ts";
import type { OutboxStore } from "../../stores/outbox.ts";
import type { Rpc } from "../rpc/rpc.ts";
import type { ChainSigner } from "./accounts/signer.ts";
import { outboxesIn } from "./outbox/outbox.ts";
import { Lost, Sender } from "./sender.ts";
import type { Pending } from "./transaction.ts";

const OFFER_MS = 1_000;
const TIMEOUT_MS = 60_000;

export interface SigningProviderOptions {
  readonly rpc: Rpc;
  readonly signer: ChainSigner;
  readonly chainId: bigint;
  /** Keeps what was signed, so that `settle` finds it after a crash. Default: in memory. */
  readonly store?: OutboxStore | undefined;
}

/**
 * A signer and nodes as one EIP-1193 provider, for tools that send and wait themselves (the deployment's). Each time a
 * tool asks for a receipt that is not there yet, the transaction is offered to the nodes again.
 */
export function createSigningProvider({
  rpc,
  signer,
  chainId,
  store = createMemoryOutboxStore(),
}: SigningProviderOptions) {
  const outbox = outboxesIn(store)("deployment", signer.address);
  const sender = new Sender({ rpc, signer, chainId, outbox, timeoutMs: TIMEOUT_MS });
  const open = new Map<unknown, { readonly pending: Pending; offered: number }>();

  async function send({ to, data, gas }: { to?: string; data: string; gas: string }): Promise<string> {
    const pending = await sender.send({ to, data, gas: BigInt(gas) }, "A transaction");
    if (pending.hash === undefined) return (await sender.receiptOf(pending)).hash;
    open.set(pending.hash, { pending, offered: performance.now() });
    return pending.hash;
  }

  async function receiptOf(hash: unknown): Promise<unknown> {
    const receipt = await rpc.request("eth_getTransactionReceipt", [hash]);
    const sent = open.get(hash);
    if (sent !== undefined && receipt !== null) {
      open.delete(hash);
      await sender.forget(sent.pending);
    } else if (sent !== undefined && performance.now() - sent.offered > OFFER_MS) {
      sent.offered = performance.now();
      await sender.offerAgain(sent.pending);
    }
    return receipt;
  }

  return {
    /** Waits until every abandoned transaction is in a block or can never be. Throws `registry.timeout`. */
    async settle(): Promise<void> {
      const { open: left } = await sender.settle("all");
      await Promise.all(left.map((pending) => sender.receiptOf(pending).catch(unlessLost)));
    },
    async request({ method, params }: { method: string; params?: readonly unknown[] | object }): Promise<unknown> {
      const list = Array.isArray(params) ? (params as readonly unknown[]) : [];
      if (method === "eth_accounts") return [signer.address];
      if (method === "eth_sendTransaction") return send(list[0] as { to?: string; data: string; gas: string });
      return method === "eth_getTransactionReceipt" ? receiptOf(list[0]) : rpc.request(method, list);
    },
  };
}

function unlessLost(error: unknown): void {
  if (!(error instanceof Lost)) throw error;
}
