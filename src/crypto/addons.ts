import { speedUpKeccak } from "./hash.ts";
import { speedUpRecovery } from "./signatures/recover.ts";

let done: Promise<unknown> | undefined;

/**
 * For callers that check many proofs: from now on uses the optional packages `hash-wasm` and `secp256k1`, where they
 * are installed and agree with our own implementation on test inputs.
 */
export async function speedUp(): Promise<void> {
  done ??= Promise.all([speedUpKeccak(), speedUpRecovery()]);
  await done;
}
