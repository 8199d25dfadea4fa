import { DidimError } from "../../../errors/error.ts";
import { toQuantity } from "../answers.ts";
import { BLOCK_AT } from "../latest.ts";
import { NodeSet } from "../node-set.ts";
import { inTurn, type NodesOptions, nodesOf, type Rpc } from "../rpc.ts";
import { AgreedHead } from "./agreed-head.ts";
import { agreed } from "./agreement.ts";

export interface QuorumOptions extends NodesOptions {
  /** How many of the nodes must give the same answer: more than half of them. */
  readonly agree: number;
}

/**
 * Reads that no single node can falsify. All nodes are asked; `agree` of them must give the same answer, as of a block
 * whose hash they agree on. "latest" means the newest block that `agree` nodes know.
 * Throws `facts.nodes-disagree` with each node's answer, `facts.node-unreachable` where too few answered, and
 * `registry.quorum` for an unusable `agree`.
 */
export function quorumRpc(urls: readonly string[], options: QuorumOptions): Rpc {
  const nodeSet = new NodeSet(nodesOf(urls, options), options);
  const { agree, onDissent } = options;
  checkAgree(urls, agree);
  const { nodes } = nodeSet;
  const one = inTurn(nodeSet);
  const poll = (method: string, params: readonly unknown[]): Promise<unknown> =>
    agreed({ nodes, agree, method, onDissent, ask: (node, signal) => node.request(method, params, signal) });
  const head = new AgreedHead({ nodes, poll }, options);

  async function request(method: string, params: readonly unknown[] = []): Promise<unknown> {
    if (NO_FACTS.has(method)) return one.request(method, params);
    if (method === "eth_blockNumber") return toQuantity((await head.newest()).number);
    if (method === "eth_getBlockByNumber" && params[0] === "latest") {
      return poll("eth_getBlockByHash", [(await head.newest()).hash, params[1]]);
    }
    if (method === "eth_getLogs") return poll(method, [await bounded(params[0], head)]);
    return poll(method, await pinned(method, params, head));
  }
  return { request, nodes, agree, onDissent };
}

/** Estimates and transactions: they read no facts, so one node suffices. */
const NO_FACTS: ReadonlySet<string> = new Set([
  "eth_estimateGas",
  "eth_gasPrice",
  "eth_maxPriorityFeePerGas",
  "eth_sendRawTransaction",
  "eth_sendTransaction",
]);

/** Names the block by its hash (EIP-1898), so that all nodes answer as of the same block. */
async function pinned(method: string, params: readonly unknown[], head: AgreedHead): Promise<readonly unknown[]> {
  const at = BLOCK_AT[method];
  const block = at === undefined ? undefined : (params[at] ?? "latest");
  if (at === undefined || typeof block !== "string" || block === "pending") return params;
  const { hash } = block === "latest" ? await head.newest() : await head.numbered(block);
  return params.with(at, { blockHash: hash, requireCanonical: true });
}

/** Ends a query for logs up to "latest" at the block on which the nodes agree. */
async function bounded(filter: unknown, head: AgreedHead): Promise<unknown> {
  const { blockHash, toBlock = "latest" } = (filter ?? {}) as { blockHash?: unknown; toBlock?: unknown };
  if (blockHash !== undefined || toBlock !== "latest") return filter;
  return { ...(filter as object), toBlock: toQuantity((await head.newest()).number) };
}

function checkAgree(urls: readonly string[], agree: number): void {
  const hrefs = urls.map(nodeAt);
  if (new Set(hrefs).size !== hrefs.length) throw refused("a node is named twice, and would agree with itself");
  const right = Number.isSafeInteger(agree) && agree <= urls.length && 2 * agree > urls.length;
  if (!right)
    throw refused(`of ${urls.length} nodes, more than half must agree, and no more than there are; not ${agree}`);
}

/** The URL in one form: a slash, capitals in the host, credentials or a fragment do not make another node. */
function nodeAt(text: string): string {
  const url = new URL(text);
  [url.username, url.password, url.hash] = ["", "", ""];
  return url.href;
}

function refused(why: string): DidimError {
  return new DidimError("registry.quorum", `These nodes cannot be held against one another: ${why}.`, { why });
}
