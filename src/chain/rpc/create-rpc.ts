import { NodeSet } from "./node-set.ts";
import { quorumRpc } from "./quorum/quorum.ts";
import { inTurn, type NodesOptions, nodesOf, type Rpc } from "./rpc.ts";

export interface RpcOptions extends NodesOptions {
  /** A node's URL, or several that stand in for one another. */
  readonly url: string | readonly string[];
  /** How many of the nodes must give the same answer: more than half of them. If not given, the first to answer is believed. */
  readonly agree?: number | undefined;
}

/**
 * A client of one node or several, over JSON-RPC 2.0. It asks no node before its first request.
 *
 * Without `agree`, it asks the nodes in the order given; one that failed, or lags behind the others, is asked last the next
 * time. With `agree`, it asks all, and so many must give the same answer, as of a block whose hash they agree on. A node that is on
 * another chain than `chainId` and `genesis` say, or whose newest block is older than `maxHeadAge`, is not believed.
 *
 * @returns A client that throws `facts.wrong-chain`, `facts.chain-changed`, `facts.node-behind` or `facts.node-stale` where no
 * node is left; `facts.nodes-disagree` with what each of them said; `facts.node-unreachable` where too few answered.
 * Throws `registry.node-url` at once, and `registry.quorum` for an `agree` that these nodes cannot fulfil.
 */
export function createRpc({ url, agree, ...options }: RpcOptions): Rpc {
  const urls = typeof url === "string" ? [url] : url;
  if (agree !== undefined) return quorumRpc(urls, { ...options, agree });
  return { ...inTurn(new NodeSet(nodesOf(urls, options), options)), onDissent: options.onDissent };
}
