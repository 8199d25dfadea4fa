import { readHeader } from "../src/chain/state/header.ts";
import type { Rpc } from "../src/public/chain.ts";
import { DidimError } from "../src/public/index.ts";
import { checkSeals } from "../src/trust-anchor/seals/seals.ts";
import { bytesOf, hexOf } from "./bytes.ts";

const AT_ONCE = 16;

/**
 * Checks that each block from the first to `last` is sealed by a quorum of these validators and names the previous
 * block as its parent. Uses `debug_getRawHeader`. Throws `facts.proof-*` for a block without a quorum's seals,
 * `consortium.broken-chain` for one with another parent.
 *
 * @returns How many blocks were checked.
 */
export async function auditSeals(
  rpc: Rpc,
  validators: readonly string[],
  genesis: string,
  last: bigint,
): Promise<number> {
  let parent = genesis;
  for (let first = 1n; first <= last; first += BigInt(AT_ONCE)) {
    const numbers = Array.from({ length: AT_ONCE }, (_, i) => first + BigInt(i)).filter((number) => number <= last);
    const raw = await Promise.all(numbers.map((number) => rpc.request("debug_getRawHeader", [hexOf(number)])));
    for (const [i, number] of numbers.entries()) parent = checkBlock(String(raw[i]), number, parent, validators);
  }
  return Number(last);
}

function checkBlock(raw: string, number: bigint, parent: string, validators: readonly string[]): string {
  const header = readHeader(bytesOf(raw));
  checkSeals(header, validators);
  if (header.number === number && header.parentHash === parent) return header.hash;
  throw new DidimError("consortium.broken-chain", `Block ${number} is no child of the one before it.`, { number });
}
