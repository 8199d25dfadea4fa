import { existsSync } from "node:fs";
import { join } from "node:path";
import { createRpcFacts } from "../../../src/public/facts/rpc.ts";
import { createWallet, type Wallet } from "../../../src/public/holder.ts";
import { openFileVault } from "../../../src/public/node.ts";
import { type Registry, relyingPartiesOf } from "../../../src/public/registry.ts";
import { proverOver } from "../proofs/proofs.ts";
import type { Context } from "../terminal/verb.ts";

/**
 * The holder's wallet in Didim's folder. With a registry, it checks issuers and requests, and makes proofs; on a chain
 * without seals the proofs are as of the block in a checkpoint file.
 */
export async function openWallet(context: Context, registry?: Registry, checkpoint?: string): Promise<Wallet> {
  const path = join(context.home.wallet, "wallet.json");
  const vault = await openFileVault({ path, password: await passwordFor(path, context) });
  if (registry === undefined) return createWallet(vault);
  const facts = createRpcFacts({ registry });
  const prover = proverOver(registry, checkpoint);
  return createWallet({ ...vault, facts, prover, relyingParties: relyingPartiesOf(registry) });
}

/** Of a wallet that does not exist yet, a new password. */
function passwordFor(path: string, context: Context): Promise<string> {
  return existsSync(path)
    ? context.password({ en: "Password of the wallet", ko: "지갑의 암호" })
    : context.newPassword({ en: "New password for the wallet", ko: "새 지갑의 암호" });
}
