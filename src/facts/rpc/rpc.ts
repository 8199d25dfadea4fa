import { DidimError } from "../../errors/error.ts";
import type { Registry } from "../../registry/open.ts";
import { type LensReader, lensOf } from "../../registry/questions/lens.ts";
import type { Facts } from "../facts.ts";
import { checkedPin } from "../pinned-blocks.ts";
import { withTimeout } from "../timeout.ts";

/** The block to read at: the newest, or a past one by number or hash (the node must still have its state). */
export type PinnedBlock = "latest" | bigint | string;

interface Reading {
  /** Where to read; default "latest". Any other block pins the source, and verdicts are then as known at that block. */
  readonly block?: PinnedBlock;
  /** How long all nodes together may take, milliseconds; default 30,000. */
  readonly timeoutMs?: number;
}

export interface RpcFactsOptions extends Reading {
  readonly registry: Pick<Registry, "at" | "inForce" | "addresses" | "chainId">;
}

/**
 * Facts from a node, in one `eth_call` as of one block. It trusts the node: use your own, or a source that proves.
 *
 * @returns A source that throws `facts.wrong-chain`, `facts.no-contract`, `facts.node-unreachable`,
 * `facts.wrong-block`. Throws `facts.block` at once for a block that is not fixed ("pending").
 */
export function createRpcFacts({ registry, ...reading }: RpcFactsOptions): Facts {
  return lensFacts({ lens: lensOf(registry), chainId: registry.chainId, ...reading });
}

/** As {@link createRpcFacts}, over any reader of the lens. */
export function lensFacts(options: Reading & { readonly lens: LensReader; readonly chainId: bigint }): Facts {
  const { lens, chainId, block = "latest", timeoutMs = 30_000 } = options;
  const pin = block === "latest" ? undefined : checkedPin([block]);
  return {
    source: "rpc",
    ...(pin && { pin }),
    async lookup(queries) {
      const answer = await withTimeout(timeoutMs, lens(queries, block));
      if (answer.asOf.chainId !== chainId) {
        throw new DidimError("facts.wrong-chain", "The node is on another chain than the addresses file says.", {
          expected: chainId.toString(),
          found: answer.asOf.chainId.toString(),
        });
      }
      if (typeof block === "bigint" && answer.asOf.block !== block) {
        throw new DidimError("facts.wrong-block", "The node answered as of another block than it was asked about.", {
          asked: Number(block),
          answered: Number(answer.asOf.block),
        });
      }
      if (pin === undefined) return answer;
      // The node was asked by hash, and no other block has that hash.
      const hash = typeof block === "string" ? { hash: block } : {};
      return { ...answer, asOf: { ...answer.asOf, ...hash, pinned: true } };
    },
  };
}
