import type { TransactionReceipt, TransactionResponse } from "ethers";
import { ethers } from "../support/registries.ts";

/** Hardhat estimates the gas of what is sent on the state before the block: here it must be said. */
export const GAS = { gasLimit: 500_000n };

/** Mines what is sent in one block, in that order: what somebody does who sees another's transaction coming. */
export async function inOneBlock(...sends: (() => Promise<TransactionResponse>)[]): Promise<TransactionReceipt[]> {
  await ethers.provider.send("evm_setAutomine", [false]);
  const sent: TransactionResponse[] = [];
  try {
    for (const send of sends) sent.push(await send());
    await ethers.provider.send("evm_mine", []);
  } finally {
    await ethers.provider.send("evm_setAutomine", [true]);
  }
  const receipts = await Promise.all(sent.map(({ hash }) => ethers.provider.getTransactionReceipt(hash)));
  return receipts.map((receipt) => receipt!);
}
