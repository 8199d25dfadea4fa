import { type deploy, trackTransaction, wipe } from "@nomicfoundation/ignition-core";
import { type Rpc, transactionByNonce } from "../../../src/public/chain.ts";

/** Ignition's `TRANSACTION_LOST`: it was about to send a transaction when it was stopped. */
interface LostTransaction {
  readonly number: 10410;
  readonly messageArguments: { readonly futureId: string; readonly nonce: number; readonly sender: string };
}

interface Deployment {
  readonly rpc: Rpc;
  readonly settings: Pick<Parameters<typeof deploy>[0], "deploymentDir" | "artifactResolver" | "provider">;
  /** A block before the deployment. */
  readonly since: number;
}

/** A batch has at most as many transactions under way as there are contracts. */
const MOST = 20;

/**
 * Ignition records that it will send a transaction, and later its hash. If it was stopped in between, it requires the
 * hash: this function finds it by the nonce. If no transaction has the nonce, nothing was sent, and the record is
 * removed.
 */
export async function withoutGaps<T>(run: () => Promise<T>, deployment: Deployment): Promise<T> {
  for (let lost = 0; ; lost++) {
    try {
      return await run();
    } catch (error) {
      if (!isLost(error) || lost >= MOST) throw error;
      await tell(error, deployment);
    }
  }
}

async function tell({ messageArguments }: LostTransaction, { rpc, settings, since }: Deployment): Promise<void> {
  const { futureId, nonce, sender } = messageArguments;
  const { deploymentDir = "", artifactResolver, provider } = settings;
  const found = await transactionByNonce(rpc, sender, nonce, since);
  if (found === undefined) await wipe(deploymentDir, artifactResolver, futureId);
  else await trackTransaction(deploymentDir, found.hash, provider, 1);
}

function isLost(error: unknown): error is LostTransaction {
  return error instanceof Error && (error as Partial<LostTransaction>).number === 10410;
}
