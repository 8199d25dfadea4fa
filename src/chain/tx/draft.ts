import { keccak256 } from "ethers";
import { numberOf, randomBytes } from "../../crypto/encodings/bytes.ts";
import { randomUuid } from "../../crypto/random.ts";
import type { Rpc } from "../rpc/rpc.ts";
import type { ChainSigner } from "./accounts/signer.ts";
import { type Fees, feesOf } from "./fees.ts";
import { headOf } from "./head.ts";
import { reportedHashes } from "./nonces.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { Pending } from "./transaction.ts";

/** A transaction before its fees and nonce are known. */
export interface Unsigned {
  /** Absent if `data` creates a contract. */
  readonly to?: string | undefined;
  readonly data: string;
  readonly gas: bigint;
}

/** Who signs, and the chain it is for. */
export interface Drafting {
  readonly signer: ChainSigner;
  readonly rpc: Rpc;
  readonly chainId: bigint;
  readonly outbox: Outbox;
}

/**
 * Random bytes added to the gas limit, so that two transactions with the same call differ. A node that lags may give
 * the same nonce twice; with the same bytes, the earlier receipt would count for both.
 */
const TAG_BYTES = 2;

/** Drafts a transaction, and signs it if the signer shows its signatures. */
export async function draft(
  { to, data, gas }: Unsigned,
  doing: string,
  nonce: number,
  { signer, rpc, chainId, outbox }: Drafting,
): Promise<Pending> {
  return signed({ to, data, gas, doing, nonce }, await feesOf(rpc), await headOf(rpc), { signer, chainId, outbox });
}

/**
 * Drafts a replacement with the nonce of `former`: the same call or another one. It offers today's price, and more than
 * `former` did; otherwise nodes keep `former`.
 */
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
  const drafted = { id: randomUuid(), owner: await outbox.processName(), doing, transaction, since, at };
  if (signer.kind === "sends") return { ...drafted, others: await reportedHashes(nonce, outbox) };
  const raw = await signer.sign(transaction);
  return { ...drafted, raw, hash: keccak256(raw) };
}

/** Nodes accept a replacement that offers a tenth more. On a chain without a gas price nothing is raised. */
function raised(today: Fees, former: Fees): Fees {
  if (today.maxFeePerGas === 0n) return today;
  const more = (name: keyof Fees): bigint => {
    const least = (former[name] * 9n) / 8n + 1n;
    return today[name] > least ? today[name] : least;
  };
  return { maxFeePerGas: more("maxFeePerGas"), maxPriorityFeePerGas: more("maxPriorityFeePerGas") };
}
