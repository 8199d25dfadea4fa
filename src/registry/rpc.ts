import { DidimError } from "../errors.ts";
import { type Expected, Fleet } from "./fleet.ts";
import { httpNode, NO_STATE, NoAnswer, type Node, type NodeOptions, RpcError } from "./node.ts";

/** Asks a node; several nodes stand in for one another. Knows JSON-RPC 2.0 and nothing about contracts. */
export interface Rpc {
  /** Throws DidimError `facts.node-unreachable` when no node answers, and {@link RpcError} when one answers with an error. */
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
  /** The nodes one by one, in the order given: for who must reach all of them. */
  readonly nodes: readonly Node[];
}

export interface RpcOptions extends NodeOptions, Expected {}

/**
 * Asks the nodes in the order given; one that failed, or lags behind the others, is asked last the next time. One that is on
 * another chain than `chainId` and `genesis` say, or whose newest block is older than `maxHeadAge`, is not asked at all: throws
 * `facts.wrong-chain` or `facts.node-stale` where none is left.
 */
export function httpRpc(urls: readonly string[], options: RpcOptions = {}): Rpc {
  const nodes = nodesOf(urls, options);
  const fleet = new Fleet(nodes, options);

  async function request(method: string, params: readonly unknown[] = []): Promise<unknown> {
    const failures = new Failures(method);
    let refusal: RpcError | undefined;
    for (const node of await fleet.inOrder()) {
      let asked = false;
      try {
        await fleet.check(node);
        asked = true;
        return await node.request(method, params);
      } catch (error) {
        if (error instanceof RpcError) {
          if (!mayDiffer(error)) throw error;
          refusal ??= error;
          continue;
        }
        failures.add(node, error);
        fleet.askLast(node);
        // Asking a second node to sign and send what the first one may have sent already would send it twice.
        if (asked && method === "eth_sendTransaction" && !isUnsent(error)) break;
      }
    }
    throw refusal ?? failures.toError();
  }
  return { request, nodes };
}

export function nodesOf(urls: readonly string[], options: NodeOptions): readonly Node[] {
  const nodes = urls.map((url) => {
    const node = httpNode(url, options);
    if (node !== undefined) return node;
    throw new DidimError("registry.node-url", "A node's URL begins with http:// or https://.");
  });
  if (nodes.length === 0) throw new DidimError("registry.node-url", "At least one node's URL is needed.");
  return nodes;
}

/**
 * Whether another node may answer where one refused: a block it does not know yet or whose state it has no more, a limit, an
 * illness of its own. Asking one node too many costs a request; a revert is the same everywhere.
 */
function mayDiffer({ code, message, data }: RpcError): boolean {
  if (typeof data === "string" || /revert/i.test(message)) return false;
  return OWN_TROUBLES.includes(code) || NO_STATE.test(message);
}

/** EIP-1474: internal error, limit exceeded, resource unavailable. */
const OWN_TROUBLES: readonly number[] = [-32603, -32005, -32002];

const isUnsent = (error: unknown): boolean => error instanceof NoAnswer && error.unsent;

/** Why each node did not answer, gathered into one error. */
export class Failures {
  readonly #method: string;
  readonly #reasons: Record<string, string> = {};
  readonly #errors: unknown[] = [];

  constructor(method: string) {
    this.#method = method;
  }

  add({ name }: Node, error: unknown): void {
    this.#errors.push(error);
    this.#reasons[name] = error instanceof Error ? error.message : "unknown";
  }

  toError(): DidimError {
    const facts = { nodes: this.#reasons, method: this.#method };
    const all = (is: (error: unknown) => boolean): boolean => this.#errors.length > 0 && this.#errors.every(is);
    const list = Object.entries(this.#reasons).map(([node, why]) => `${node} (${why})`);
    if (all((error) => error instanceof NoAnswer && error.tooLarge)) {
      const message = `The answer to ${this.#method} is too large: ${list.join(", ")}.`;
      return new DidimError("facts.answer-too-large", message, facts);
    }
    const [only] = this.#errors;
    if (only instanceof DidimError && all((error) => error instanceof DidimError && error.code === only.code)) {
      return this.#errors.length === 1 ? only : new DidimError(only.code, only.message, { ...only.facts, ...facts });
    }
    const message = `No node answered: ${list.join(", ")}. Is it running, and is the URL right?`;
    return new DidimError("facts.node-unreachable", message, facts);
  }
}
