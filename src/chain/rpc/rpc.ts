import { DidimError } from "../../errors/error.ts";
import { withoutSeals } from "../state/header-json.ts";
import { badAnswer, quantity } from "./answers.ts";
import { Failures } from "./errors/failures.ts";
import { hasNotSent, isFinal } from "./errors/known-errors.ts";
import type { Expected } from "./expected.ts";
import { httpNode, type NodeOptions } from "./http/http-node.ts";
import { isOfLatest } from "./latest.ts";
import { type BatchNode, NoAnswer, type Node, RpcError } from "./node.ts";
import type { NodeSet } from "./node-set.ts";

/** Asks one node or several. Knows JSON-RPC 2.0 and nothing about contracts. */
export interface RpcClient {
  /** Throws `facts.node-unreachable` if no node answers, and {@link RpcError} if a node answers with an error. */
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
}

/** Several nodes, used for fail-over or as a quorum. */
export interface Rpc extends RpcClient {
  /**
   * The single nodes in the order given, each checked against what is expected of it. For callers that must reach all
   * of them.
   */
  readonly nodes: readonly Node[];
  /** How many nodes must give the same answer. */
  readonly agree: number;
  /** Called for a node whose answer a caller found to be wrong. */
  readonly onDissent?: Expected["onDissent"];
}

export interface NodesOptions extends NodeOptions, Expected {}

/** Asks nodes one after another, until one answers. */
export function inTurn(nodeSet: NodeSet): Rpc {
  async function request(method: string, params: readonly unknown[] = []): Promise<unknown> {
    const failures = new Failures(method);
    for (const node of await nodeSet.inOrder()) {
      try {
        const { result, head } = await node.ask({ method, params });
        nodeSet.checkNotBack(node, head);
        return usable(method, result);
      } catch (error) {
        if (error instanceof RpcError && isFinal(error)) throw error;
        failures.add(node, error);
        if (!(error instanceof RpcError) || isOfLatest({ method, params })) nodeSet.askLast(node);
        // The first node may have sent the transaction already. A second node would sign and send it again.
        if (method === "eth_sendTransaction" && mayHaveSent(error)) break;
      }
    }
    throw failures.refusal() ?? failures.toError();
  }
  return { request, nodes: nodeSet.nodes, agree: 1 };
}

function mayHaveSent(error: unknown): boolean {
  if (error instanceof NoAnswer) return !error.unsent;
  return error instanceof RpcError && !hasNotSent(error);
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

/**
 * Estimates are taken from one node, even in a quorum. An answer that is no number does not count, and the next node is
 * asked.
 */
const ESTIMATES: ReadonlySet<string> = new Set(["eth_estimateGas", "eth_maxPriorityFeePerGas"]);

/** Throws `facts.bad-answer`. */
function usable(method: string, result: unknown): unknown {
  if (method.startsWith("eth_getBlockBy")) checkBlock(method, result);
  return ESTIMATES.has(method) ? quantity(result, method) : result;
}

function checkBlock(method: string, block: unknown): void {
  try {
    withoutSeals(block);
  } catch {
    throw badAnswer(method, "is a block whose extraData is malformed");
  }
}
