import { quantity, toQuantity } from "../../chain/rpc/answers.ts";
import type { Rpc } from "../../chain/rpc/rpc.ts";
import { sleep } from "../../chain/sleep.ts";
import type { ChainSigner } from "../../chain/tx/accounts/signer.ts";
import type { Outboxes } from "../../chain/tx/outbox/outbox.ts";
import { Lost, Sender } from "../../chain/tx/sender.ts";
import { isSameCall, type Pending } from "../../chain/tx/transaction.ts";
import type { Executed, RawReceipt } from "../../chain/tx/transaction-status.ts";
import { DidimError } from "../../errors/error.ts";
import { reverted, translate } from "../errors.ts";
import { landed } from "./landed.ts";
import { eventsOf, type Receipt } from "./receipt.ts";

export interface Call {
  readonly to: string;
  readonly data: string;
  /** For messages: the call's name, such as "StatusLists.openList". */
  readonly doing: string;
  /** An upper bound for the gas, if known; then no node has to estimate it. */
  readonly mostGas?: bigint | undefined;
  /** Runs before each signing; throws if the call must not be sent. */
  readonly check?: () => Promise<void>;
}

export interface Sending {
  readonly rpc: Rpc;
  readonly chainId: bigint;
  /** How long to wait for the transaction to get into a block. */
  readonly timeoutMs: number;
  /** A name for the chain that no other chain's outboxes have. */
  readonly chain: string;
  readonly outboxes: Outboxes;
}

/** How often a call is signed again because another transaction of the account took its nonce. */
const MAX_TURNS = 6;
/** A random pause, up to this long, keeps two processes that failed at once from signing again at once. */
const MAX_PAUSE_MS = 2_000;

/**
 * Sends a transaction and waits until it is in a block, which on QBFT is final. A call that would revert is refused
 * before it is sent. Either the call is executed exactly once, or an error says why it is not; only `registry.timeout`
 * leaves that open.
 */
export async function send(call: Call, signer: ChainSigner, sending: Sending): Promise<Receipt> {
  const { rpc, chainId, timeoutMs, outboxes, chain } = sending;
  const sender = new Sender({ signer, rpc, chainId, timeoutMs, outbox: outboxes(chain, signer.address) });
  try {
    await call.check?.();
    const receipt = (await receiptOfAbandoned(call, rpc, sender)) ?? (await inTurns(call, signer, rpc, sender));
    if (!receipt.succeeded) throw await whyFailed(receipt, call, signer, rpc);
    const { hash, block, blockHash, gasUsed, logs } = receipt;
    return { hash, block: BigInt(block), blockHash, gasUsed, events: eventsOf(logs, "eth_getTransactionReceipt") };
  } catch (error) {
    throw translate(error, call.doing);
  }
}

/**
 * The receipt of the same call, if an earlier process sent it and ended before it saw the result. Throws
 * `registry.sent-before` if it was executed, and something may have been changed since.
 */
async function receiptOfAbandoned(
  { to, data, doing }: Call,
  rpc: Rpc,
  sender: Sender,
): Promise<RawReceipt | undefined> {
  const { open, done } = await sender.settle((one) => isSameCall(one, { to, data }), 1);
  const [first] = done;
  if (open[0] !== undefined) {
    const receipt = await executed(open[0], sender);
    // If someone cancelled the call, an empty transaction was executed instead; then the call was not made.
    return receipt !== undefined && isSameCall(receipt.call, { to, data }) ? receipt : undefined;
  }
  if (first === undefined) return undefined;
  const { hash, block } = first;
  // The outbox has forgotten it by now, so a failure to ask must not hide that it was executed.
  const receipt = hash === undefined ? undefined : await landed(rpc, hash).catch(() => undefined);
  if (receipt !== undefined) return receipt;
  throw new DidimError(
    "registry.sent-before",
    `${doing} was sent before, by a process that did not wait for it, and is in block ${block}. Since then it may have been changed again. Nothing was sent now; to do it once more, do it again.`,
    { doing, transaction: hash, block },
  );
}

async function inTurns(call: Call, signer: ChainSigner, rpc: Rpc, sender: Sender): Promise<RawReceipt> {
  const { to, data, doing } = call;
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    if (turn > 0) await call.check?.();
    const gas = await gasFor(call, signer, rpc);
    const receipt = await executed(await sender.send({ to, data, gas }, doing), sender);
    if (receipt !== undefined) return receipt;
    await sleep(Math.random() * MAX_PAUSE_MS);
  }
  const message = `${doing} was not done: others send by the account ${signer.address}, and took its turn ${MAX_TURNS} times.`;
  throw new DidimError("registry.nonce", message, { doing, account: signer.address });
}

/** Throws the node's reason if the call would revert. Both branches execute the call on the node. */
async function gasFor({ to, data, mostGas }: Call, { address: from }: ChainSigner, rpc: Rpc): Promise<bigint> {
  if (mostGas !== undefined) {
    await rpc.request("eth_call", [{ from, to, data, gas: toQuantity(mostGas) }, "latest"]);
    return mostGas;
  }
  const estimate = BigInt(quantity(await rpc.request("eth_estimateGas", [{ from, to, data }]), "eth_estimateGas"));
  // A transaction before this one may add cost: a slot becomes fresh, or there is one more word to write.
  return (estimate * 5n) / 4n + 10_000n;
}

/** Undefined if it can never be executed. */
async function executed(pending: Pending, sender: Sender): Promise<Executed | undefined> {
  try {
    return await sender.receiptOf(pending);
  } catch (error) {
    if (error instanceof Lost) return undefined;
    throw error;
  }
}

/** A receipt says only that the call failed. Repeating the call at that block tells why. */
async function whyFailed({ block }: RawReceipt, call: Call, signer: ChainSigner, rpc: Rpc): Promise<DidimError> {
  try {
    await rpc.request("eth_call", [{ from: signer.address, to: call.to, data: call.data }, `0x${block.toString(16)}`]);
    return reverted(undefined, call.doing);
  } catch (error) {
    return translate(error, call.doing);
  }
}
