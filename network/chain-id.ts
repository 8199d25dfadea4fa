import { randomInt } from "node:crypto";

/**
 * Chain ids from which `init` draws. Below 2³¹, where hardware wallets and older libraries still compute EIP-155's
 * `2 × id + 36` in 32 bits; above a billion, where few chains are.
 */
const [FIRST, AFTER_LAST] = [1_000_000_000, 2_147_483_600];

/**
 * Ids of public chains, and those with which tools start local ones. A wallet would take the consortium's chain for
 * theirs, and a transaction for one would be valid on the other.
 */
const TAKEN: ReadonlySet<number> = new Set([
  // Public networks and their test networks
  ...[1, 5, 10, 25, 30, 40, 50, 56, 61, 97, 100, 106, 122, 128, 137, 146, 169, 195, 204, 250, 252, 255, 288, 314, 324],
  ...[420, 480, 592, 1030, 1088, 1101, 1135, 1284, 1285, 1329, 1868, 2020, 2222, 4002, 4200, 4337, 5000, 5001, 7000],
  ...[7700, 8217, 8453, 9001, 10_200, 13_371, 17_000, 33_139, 34_443, 42_161, 42_170, 42_220, 43_113, 43_114, 48_900],
  ...[59_144, 80_001, 80_002, 80_094, 81_457, 84_532, 167_000, 421_614, 534_352, 560_048, 7_777_777, 11_155_111],
  ...[11_155_420, 245_022_934, 728_126_428, 888_888_888],
  ...[1_313_161_554, 1_313_161_555, 1_350_216_234, 1_380_012_617, 1_482_601_649, 1_564_830_818, 1_666_600_000],
  ...[1_666_700_000, 2_046_399_126],
  // Local chains of development tools
  ...[1337, 2018, 31_337],
]);

/** Whether a chain id is known to be another chain's. */
export const isTaken = (chainId: number): boolean => TAKEN.has(chainId);

/** A random chain id. That two consortiums get the same one has a chance of one in a billion. */
export function createChainId(draw: (first: number, afterLast: number) => number = randomInt): number {
  for (;;) {
    const chainId = draw(FIRST, AFTER_LAST);
    if (!isTaken(chainId)) return chainId;
  }
}
