import { DidimError } from "../../errors/error.ts";
import { NO_STATE, NoAnswer, type Node, RpcError } from "./node.ts";

/**
 * Whether another node may answer where this one refused: it lacks a block or its state, hit a limit, or has an
 * internal error. One unnecessary request does no harm. A revert is the same on every node.
 */
export function mayDiffer({ code, message, data }: RpcError): boolean {
  if (typeof data === "string" || /revert/i.test(message)) return false;
  return OWN_TROUBLES.includes(code) || NO_STATE.test(message);
}

/** EIP-1474: internal error, limit exceeded, resource unavailable. */
const OWN_TROUBLES: readonly number[] = [-32603, -32005, -32002];

/** Collects why each node failed and makes one error of it. */
export class Failures {
  readonly #method: string;
  readonly #reasons: Record<string, string> = {};
  readonly #errors: unknown[] = [];

  constructor(method: string) {
    this.#method = method;
  }

  add({ name }: Node, error: unknown): void {
    this.#errors.push(error);
    this.#reasons[name] = reasonOf(error);
  }

  /** The error that all failures have in common, if there is one; otherwise `facts.node-unreachable`. */
  toError(what = "No node answered"): Error {
    const facts = { nodes: this.#reasons, method: this.#method };
    const all = (is: (error: unknown) => boolean): boolean => this.#errors.length > 0 && this.#errors.every(is);
    const list = Object.entries(this.#reasons).map(([node, why]) => `${node} (${why})`);
    if (all((error) => error instanceof NoAnswer && error.tooLarge)) {
      const message = `The answer to ${this.#method} is too large: ${list.join(", ")}.`;
      return new DidimError("facts.answer-too-large", message, facts);
    }
    const [only] = this.#errors;
    if (only instanceof RpcError && all((error) => error instanceof RpcError)) return only;
    if (only instanceof DidimError && all((error) => error instanceof DidimError && error.code === only.code)) {
      return this.#errors.length === 1 ? only : new DidimError(only.code, only.message, { ...only.details, ...facts });
    }
    const message = `${what}: ${list.join(", ")}. Is it running, and is the URL right?`;
    return new DidimError("facts.node-unreachable", message, facts);
  }
}

/** A node's own error text is left out, because it may contain anything. */
function reasonOf(error: unknown): string {
  if (error instanceof RpcError) return `refused, code ${error.code}`;
  return error instanceof NoAnswer || error instanceof DidimError ? error.message : "unknown";
}
