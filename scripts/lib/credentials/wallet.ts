import { join } from "node:path";
import { createWallet, type Wallet } from "../../../src/holder.ts";
import { lensOf, type Registry, relyingPartiesOf, rpc } from "../../../src/index.ts";
import { openVault } from "../../../src/node.ts";
import { proverOver } from "../proofs/proofs.ts";
import type { Context } from "../terminal/verb.ts";

/**
 * The holder's wallet in Didim's folder; over a chain it checks whom it takes credentials from, and who asks for what, and makes proofs: on a chain without seals as
 * of the block of a checkpoint's file.
 */
export async function openWallet(context: Context, registry?: Registry, checkpoint?: string): Promise<Wallet> {
  const password = await context.password("Password of the wallet");
  const vault = await openVault({ path: join(context.home.wallet, "wallet.json"), password });
  if (registry === undefined) return createWallet(vault);
  const facts = rpc({ lens: lensOf(registry), chainId: registry.chainId });
  const prover = proverOver(registry, checkpoint);
  return createWallet({ ...vault, facts, prover, relyingParties: relyingPartiesOf(registry) });
}
