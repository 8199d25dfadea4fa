import { DidimError } from "../../errors/error.ts";
import { quantity } from "./answers.ts";
import type { Expected } from "./expected.ts";
import { Failures, mayDiffer } from "./failures.ts";
import { Fleet } from "./fleet.ts";
import { httpNode, type NodeOptions } from "./http-node.ts";
import { isOfLatest } from "./latest.ts";
import { type BatchNode, NoAnswer, type Node, RpcError } from "./node.ts";

/** Asks a node, or several. Knows JSON-RPC 2.0 and nothing about contracts. */
export interface RpcClient {
  /** Throws DidimError `facts.node-unreachable` when no node answers, and {@link RpcError} when one answers with an error. */
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
}

/** Several nodes that stand in for one another, or are held against one another. */
export interface Rpc extends RpcClient {
  /** The nodes one by one, in the order given, each held to what is expected of it: for who must reach all of them. */
  readonly nodes: readonly Node[];
  /** How many nodes must say the same to be believed. */
  readonly agree: number;
  /** Told of a node whose answer was found wrong by whoever asked for it. */
  readonly onDissent?: Expected["onDissent"];
}

export interface RpcOptions extends NodeOptions, Expected {}

/**
 * Asks the nodes in the order given; one that failed, or lags behind the others, is asked last the next time. One that is on
 * another chain than `chainId` and `genesis` say, or whose newest block is older than `maxHeadAge`, is not believed: throws
 * `facts.wrong-chain`, `facts.chain-changed`, `facts.node-behind` or `facts.node-stale` where none is left.
 */
export function httpRpc(urls: readonly string[], options: RpcOptions = {}): Rpc {
  return { ...inTurn(new Fleet(nodesOf(urls, options), options)), onDissent: options.onDissent };
}

/** The same over nodes that are there. */
export function inTurn(fleet: Fleet): Rpc {
  async function request(method: string, params: readonly unknown[] = []): Promise<unknown> {
    const failures = new Failures(method);
    let refusal: RpcError | undefined;
    for (const node of await fleet.inOrder()) {
      try {
        const { result, head } = await node.ask({ method, params });
        fleet.checkNotBack(node, head);
        return usable(method, result);
      } catch (error) {
        if (error instanceof RpcError) {
          if (!mayDiffer(error)) throw error;
          refusal ??= error;
          if (isOfLatest({ method, params })) fleet.askLast(node);
          continue;
        }
        failures.add(node, error);
        fleet.askLast(node);
        // Asking a second node to sign and send what the first one may have sent already would send it twice.
        if (method === "eth_sendTransaction" && error instanceof NoAnswer && !error.unsent) break;
      }
    }
    throw refusal ?? failures.toError();
  }
  return { request, nodes: fleet.nodes, agree: 1 };
}

export function nodesOf(urls: readonly string[], options: NodeOptions): readonly BatchNode[] {
  const nodes = urls.map((url) => {
    const node = httpNode(url, options);
    if (node !== undefined) return node;
    throw new DidimError("registry.node-url", "A node's URL begins with http:// or https://.");
  });
  if (nodes.length === 0) throw new DidimError("registry.node-url", "At least one node's URL is needed.");
  return nodes;
}

/** No other node's word is held against these, also where a quorum reads: what is no number is no answer, and another node is asked. */
const ESTIMATES: ReadonlySet<string> = new Set(["eth_estimateGas", "eth_maxPriorityFeePerGas"]);

/** Throws `facts.bad-answer`. */
function usable(method: string, result: unknown): unknown {
  return ESTIMATES.has(method) ? quantity(result, method) : result;
}
