import type { TransactionReceipt, TransactionResponse } from "ethers";

interface Chain {
  send(method: string, params: unknown[]): Promise<unknown>;
  getTransactionReceipt(hash: string): Promise<TransactionReceipt | null>;
}

/** Mines transactions in one block in this order, as someone who sees another's transaction could arrange. */
export const oneBlockOf =
  (chain: Chain) =>
  async (...sends: (() => Promise<TransactionResponse>)[]): Promise<TransactionReceipt[]> => {
    await chain.send("evm_setAutomine", [false]);
    const sent: TransactionResponse[] = [];
    try {
      for (const send of sends) sent.push(await send());
      await chain.send("evm_mine", []);
    } finally {
      await chain.send("evm_setAutomine", [true]);
    }
    const receipts = await Promise.all(sent.map(({ hash }) => chain.getTransactionReceipt(hash)));
    return receipts.map((receipt) => receipt!);
  };
