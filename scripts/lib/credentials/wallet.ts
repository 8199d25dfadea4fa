import { join } from "node:path";
import { createWallet, type Wallet } from "../../../src/holder.ts";
import { lensOf, type Registry, relyingPartiesOf, rpc } from "../../../src/index.ts";
import { openVault } from "../../../src/node.ts";
import { proverOver } from "../proofs/proofs.ts";
import type { Context } from "../terminal/verb.ts";

/**
 * The holder's wallet in Didim's folder. With a registry, it checks issuers and requests, and makes proofs; on a chain
 * without seals the proofs are as of the block in a checkpoint file.
 */
export async function openWallet(context: Context, registry?: Registry, checkpoint?: string): Promise<Wallet> {
  const password = await context.password("Password of the wallet");
  const vault = await openVault({ path: join(context.home.wallet, "wallet.json"), password });
  if (registry === undefined) return createWallet(vault);
  const facts = rpc({ lens: lensOf(registry), chainId: registry.chainId });
  const prover = proverOver(registry, checkpoint);
  return createWallet({ ...vault, facts, prover, relyingParties: relyingPartiesOf(registry) });
}
