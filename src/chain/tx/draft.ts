import { keccak256 } from "ethers";
import { numberOf, randomBytes } from "../../crypto/bytes.ts";
import type { Rpc } from "../rpc/rpc.ts";
import { type Fees, feesOf } from "./fees.ts";
import { headOf } from "./head.ts";
import { toldWith } from "./nonces.ts";
import type { Outbox } from "./outbox.ts";
import type { ChainSigner } from "./signer.ts";
import type { Pending } from "./transaction.ts";

/** What is to be done, before fees and nonce are known. */
export interface Unsigned {
  /** Absent: the data is a contract to be made. */
  readonly to?: string | undefined;
  readonly data: string;
  readonly gas: bigint;
}

/** Who signs, on which chain, and what is known of it. */
export interface Drafting {
  readonly signer: ChainSigner;
  readonly rpc: Rpc;
  readonly chainId: bigint;
  readonly outbox: Outbox;
}

/**
 * By its gas limit a transaction differs from that of the same call before it, of which a node that is late may give the nonce once
 * more: the same bytes would have the other's receipt.
 */
const TAG_BYTES = 2;

/** Signed, if the signer lets its signature be seen. */
export async function draft(
  { to, data, gas }: Unsigned,
  doing: string,
  nonce: number,
  { signer, rpc, chainId, outbox }: Drafting,
): Promise<Pending> {
  return signed({ to, data, gas, doing, nonce }, await feesOf(rpc), await headOf(rpc), { signer, chainId, outbox });
}

/** The same call, or another one, in the place of what was signed with that nonce before: by today's price, and by more than was offered then, or nodes keep the former. */
export async function draftInPlaceOf(
  former: Pending,
  { to, data, gas }: Unsigned,
  doing: string,
  { signer, rpc, chainId, outbox }: Drafting,
): Promise<Pending> {
  const { id, since, hash, raw: signedBefore, transaction, earlier = [] } = former;
  const { nonce } = transaction;
  const fees = raised(await feesOf(rpc), transaction);
  const next = await signed({ to, data, gas, doing, nonce }, fees, since, { signer, chainId, outbox });
  const replaced = { doing: former.doing, to: transaction.to, data: transaction.data, hash, raw: signedBefore };
  return { ...next, id, earlier: [...earlier, replaced] };
}

interface Call extends Unsigned {
  readonly doing: string;
  readonly nonce: number;
}

async function signed(
  { to, data, gas, doing, nonce }: Call,
  fees: Fees,
  since: number,
  { signer, chainId, outbox }: Omit<Drafting, "rpc">,
): Promise<Pending> {
  const tagged = gas + numberOf(randomBytes(TAG_BYTES));
  const transaction = { ...(to === undefined ? {} : { to }), data, gas: tagged, chainId, nonce, ...fees };
  const at = Math.floor(Date.now() / 1000);
  const drafted = { id: crypto.randomUUID(), owner: await outbox.self(), doing, transaction, since, at };
  if (signer.kind === "sends") return { ...drafted, others: await toldWith(nonce, outbox) };
  const raw = await signer.sign(transaction);
  return { ...drafted, raw, hash: keccak256(raw) };
}

/** Nodes take another transaction of the same nonce that offers a tenth more. Where there is no price, there is nothing to offer more of. */
function raised(today: Fees, former: Fees): Fees {
  if (today.maxFeePerGas === 0n) return today;
  const more = (name: keyof Fees): bigint => {
    const least = (former[name] * 9n) / 8n + 1n;
    return today[name] > least ? today[name] : least;
  };
  return { maxFeePerGas: more("maxFeePerGas"), maxPriorityFeePerGas: more("maxPriorityFeePerGas") };
}
