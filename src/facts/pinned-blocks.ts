import { DidimError } from "../errors/error.ts";
import type { AsOf, PinnedBlocks } from "./facts.ts";

const BLOCK_HASH = /^0x[0-9a-f]{64}$/;

/**
 * Returns the pin if each of its blocks is fixed: a number or a hash. Throws `facts.block` otherwise: "pending" and
 * "safe" name another block each time.
 */
export function checkedPin(pin: PinnedBlocks): PinnedBlocks {
  const wrong = pin.find((block) => (typeof block === "bigint" ? block < 0n : !BLOCK_HASH.test(block)));
  if (pin.length > 0 && wrong === undefined) return pin;
  throw new DidimError("facts.block", "A source reads at the newest block, or at blocks given by number or hash.", {
    block: String(wrong ?? "none"),
  });
}

/** Whether the block is one of the pinned ones. */
export function isPinned(pin: PinnedBlocks, { block, hash }: Pick<AsOf, "block" | "hash">): boolean {
  return pin.some((each) => each === block || (hash !== undefined && each === hash));
}
