import { speedUpKeccak } from "./hash.ts";
import { speedUpRecovery } from "./recover.ts";

let done: Promise<unknown> | undefined;

/** For whoever checks proofs: uses the optional packages `hash-wasm` and `secp256k1` from now on, where they are installed and say the same. */
export async function speedUp(): Promise<void> {
  done ??= Promise.all([speedUpKeccak(), speedUpRecovery()]);
  await done;
}
