import { DidimError } from "../../errors.ts";
import type { LensReader } from "../../registry/lens.ts";
import type { Facts } from "../facts.ts";

/** Which block to read at: the newest, or one by its number or hash (the node must still have its state). */
export type PinnedBlock = "latest" | bigint | string;

const BLOCK_HASH = /^0x[0-9a-f]{64}$/;

/**
 * Facts from a node, in one `eth_call` as of one block. Trusts the node to tell the truth: use your own, or a source that proves.
 *
 * @param options `lens` from the registry's client, the `chainId` that is expected, the `block` to read at ("latest" if not given),
 * and `timeoutMs`, how long all its nodes together may take (30 s).
 * @returns A source that throws DidimError `facts.wrong-chain`, `facts.no-contract`, `facts.node-unreachable`, `facts.wrong-block`.
 * Throws `facts.block` at once for a block that need not be one ("pending").
 */
export function rpc(options: { lens: LensReader; chainId: bigint; block?: PinnedBlock; timeoutMs?: number }): Facts {
  const { lens, chainId, block = "latest", timeoutMs = 30_000 } = options;
  const pinned = typeof block === "bigint" ? block >= 0n : block === "latest" || BLOCK_HASH.test(block);
  if (!pinned) {
    throw new DidimError("facts.block", 'Facts are of "latest", or of a block by its number or hash.', {
      block: String(block),
    });
  }
  return {
    source: "rpc",
    async lookup(queries) {
      const answer = await within(timeoutMs, lens(queries, block));
      if (answer.asOf.chainId !== chainId) {
        throw new DidimError("facts.wrong-chain", "The node is on another chain than the addresses file says.", {
          expected: chainId.toString(),
          found: answer.asOf.chainId.toString(),
        });
      }
      if (typeof block === "bigint" && answer.asOf.block !== block) {
        throw new DidimError("facts.wrong-block", "The node answered as of another block than it was asked about.", {
          asked: block.toString(),
          answered: answer.asOf.block.toString(),
        });
      }
      return answer;
    },
  };
}

/** A node may take a question and never answer; who stands at the gate does not wait for that. */
async function within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new DidimError("facts.node-unreachable", `The node did not answer in ${timeoutMs} ms.`, {
      timeoutMs,
    });
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
