import { getBytes, type Signer, type TransactionRequest, type TransactionResponse } from "ethers";

const INTRINSIC = 21_000n;

/** The gas of a whole receipt, for a transaction as an agency sends it, without an access list. */
export async function gasOf(sent: Promise<TransactionResponse>): Promise<bigint> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error("not mined");
  return receipt.gasUsed;
}

/**
 * The execution gas of a view: as a transaction of `by`, minus 21,000 and the calldata (EIP-2028). Throws if it used
 * none.
 */
export async function readGas(by: Pick<Signer, "sendTransaction">, view: TransactionRequest): Promise<bigint> {
  const calldata = getBytes(view.data ?? "0x").reduce((sum, byte) => sum + (byte === 0 ? 4n : 16n), 0n);
  const used = (await gasOf(by.sendTransaction(view))) - INTRINSIC - calldata;
  if (used <= 0n) throw new Error(`there is no contract at ${view.to}`);
  return used;
}
