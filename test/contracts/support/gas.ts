import { getBytes, type Signer, type TransactionRequest, type TransactionResponse } from "ethers";

const INTRINSIC = 21_000n;

/** The gas of a whole receipt, of a transaction sent as an agency sends it: no access list. */
export async function gasOf(sent: Promise<TransactionResponse>): Promise<bigint> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error("not mined");
  return receipt.gasUsed;
}

/** A view as a transaction of `by`, less 21,000 and its calldata (EIP-2028): what is left is execution. Throws where there is none. */
export async function readGas(by: Pick<Signer, "sendTransaction">, view: TransactionRequest): Promise<bigint> {
  const calldata = getBytes(view.data ?? "0x").reduce((sum, byte) => sum + (byte === 0 ? 4n : 16n), 0n);
  const used = (await gasOf(by.sendTransaction(view))) - INTRINSIC - calldata;
  if (used <= 0n) throw new Error(`there is no contract at ${view.to}`);
  return used;
}
