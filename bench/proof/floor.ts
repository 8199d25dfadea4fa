import { readHeader } from "../../src/chain/state/header.ts";
import { keccak256Bytes } from "../../src/crypto/hash.ts";
import { recoverAddress } from "../../src/crypto/signatures/recover.ts";
import { decodeStaple } from "../../src/trust-anchor/staple/staple.ts";
import { withSeals } from "../../test/facts/proof/writing.fixture.ts";
import type { Task } from "./speed.ts";

/**
 * The unavoidable work for these staples, with everything else prepared: `floor(i)` recovers the seals' keys and hashes
 * the bytes that must be hashed.
 */
export function floorOf({ anchor, staples, slots }: Task): (i: number) => void {
  const { address } = anchor.registries.StatusLists;
  const keys = [address, ...slots].map((key) => Buffer.from(key.slice(2), "hex"));
  const needed = staples.map((bytes) => {
    const { header, nodes } = decodeStaple(bytes);
    const { commitHash, seals } = readHeader(header);
    const signed = seals.map((seal) => [seal.subarray(0, 64), seal[64] === 1 ? 1 : 0] as const);
    return { commitHash, signed, hashed: [withSeals(header, []), ...nodes, ...keys] };
  });
  return (i) => {
    const { commitHash, signed, hashed } = needed[i] ?? { commitHash: "0x", signed: [], hashed: [] };
    for (const each of hashed) keccak256Bytes(each);
    for (const [signature, parity] of signed) recoverAddress(commitHash, signature, parity);
  };
}
