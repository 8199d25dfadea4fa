import type { ChainSigner } from "../../chain/tx/accounts/signer.ts";
import { outboxesIn } from "../../chain/tx/outbox/outbox.ts";
import { inBlock, notPending, type OutboxTransaction, transactionsIn } from "../../chain/tx/outbox/stuck.ts";
import { Lost, Sender } from "../../chain/tx/sender.ts";
import { isSameCall, type TransactionCall } from "../../chain/tx/transaction.ts";
import type { Executed } from "../../chain/tx/transaction-status.ts";
import type { OutboxStore } from "../../stores/outbox.ts";
import type { Addresses } from "../addresses.ts";
import { reverted, translate } from "../errors.ts";
import { eventsOf, type Receipt } from "./receipt.ts";
import type { Sending } from "./send.ts";

/** Transactions that are in no block yet, and what can be done about them. */
export interface Sent {
  /** An account's transactions in the outbox, lowest nonce first. */
  of(account: string): Promise<readonly OutboxTransaction[]>;
  /**
   * Signs the same call again at today's price with the same nonce, and waits until either transaction is in a block.
   * Only for the signer's account, and only for a transaction that no process waits for. Throws `registry.not-pending`,
   * `registry.awaited`, `registry.in-block`, and what a write throws.
   *
   * @param seen The call that was shown to the user and approved; no other call is signed.
   */
  replace(nonce: number, seen?: TransactionCall): Promise<Receipt>;
  /**
   * {@link replace} by an empty transaction, so that the call is never made. Throws `registry.in-block` if it was made
   * after all.
   */
  cancel(nonce: number): Promise<Receipt>;
}

/** A name for the chain that no other chain has; outboxes use it. */
export function chainNameOf({ chainId, genesis }: Addresses): string {
  return `${chainId}-${genesis.slice(2, 18)}`;
}

/** The accounts with transactions in the store, on the addresses file's chain. */
export function sendersIn(store: OutboxStore, addresses: Addresses): Promise<readonly string[]> {
  return store.accounts(chainNameOf(addresses));
}

/** What one account has sent, as far as it is known without asking a node. */
export function keptBy(
  account: string,
  store: OutboxStore,
  addresses: Addresses,
): Promise<readonly OutboxTransaction[]> {
  return transactionsIn(outboxesIn(store)(chainNameOf(addresses), account), account, undefined);
}

export function sentBy(sending: Sending, signer: () => ChainSigner): Sent {
  const { rpc, chainId, timeoutMs, outboxes, chain } = sending;
  async function put(nonce: number, by: "the same" | "nothing", seen?: TransactionCall): Promise<Receipt> {
    const { address } = signer();
    const sender = new Sender({ signer: signer(), rpc, chainId, timeoutMs, outbox: outboxes(chain, address) });
    try {
      const pending = await sender.replace(nonce, by, seen);
      const receipt = await sender.receiptOf(pending);
      if (!isSameCall(receipt.call, pending.transaction)) throw inBlock({ ...pending, ...former(pending) }, receipt);
      if (!receipt.succeeded) throw reverted(undefined, pending.doing);
      return receiptFrom(receipt);
    } catch (error) {
      if (error instanceof Lost) throw notPending(nonce, address);
      throw translate(error, `Replacing the transaction with the nonce ${nonce}`);
    }
  }
  return {
    of: (account) => transactionsIn(outboxes(chain, account), account, rpc),
    replace: (nonce, seen) => put(nonce, "the same", seen),
    cancel: (nonce) => put(nonce, "nothing"),
  };
}

function former({ earlier = [] }: { readonly earlier?: readonly { readonly doing: string }[] }): { doing: string } {
  return { doing: earlier.at(-1)?.doing ?? "It" };
}

function receiptFrom({ hash, block, blockHash, gasUsed, logs }: Executed): Receipt {
  return { hash, block: BigInt(block), blockHash, gasUsed, events: eventsOf(logs, "eth_getTransactionReceipt") };
}
