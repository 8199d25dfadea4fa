import { DidimError } from "../../../errors/error.ts";
import { NoAnswer, type Node, RpcError } from "../node.ts";
import { listed, reasonOf as refusalOf } from "./known-errors.ts";

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

  /** The first error that a node answered with, and why all the others failed; undefined if none answered. */
  refusal(): RpcError | undefined {
    const found = this.#errors.find((error) => error instanceof RpcError);
    if (found === undefined) return undefined;
    return new RpcError(found.code, found.message, found.data, { method: this.#method, nodes: { ...this.#reasons } });
  }

  /** The error that all failures have in common, if there is one; otherwise `facts.node-unreachable`. */
  toError(what = "No node answered"): Error {
    const facts = { nodes: this.#reasons, method: this.#method };
    const all = (is: (error: unknown) => boolean): boolean => this.#errors.length > 0 && this.#errors.every(is);
    const list = listed(this.#reasons);
    if (all((error) => error instanceof NoAnswer && error.tooLarge)) {
      const message = `The answer to ${this.#method} is too large: ${list}.`;
      return new DidimError("facts.answer-too-large", message, facts);
    }
    const [only] = this.#errors;
    const refusal = this.refusal();
    if (refusal !== undefined && all((error) => error instanceof RpcError)) return refusal;
    if (only instanceof DidimError && all((error) => error instanceof DidimError && error.code === only.code)) {
      return this.#errors.length === 1 ? only : new DidimError(only.code, only.message, { ...only.details, ...facts });
    }
    const message = `${what}: ${list}. Is it running, and is the URL right?`;
    return new DidimError("facts.node-unreachable", message, facts);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RpcError) return refusalOf(error);
  return error instanceof NoAnswer || error instanceof DidimError ? error.message : "unknown";
}
