import { listed } from "../../chain/rpc/errors/known-errors.ts";
import { RpcError } from "../../chain/rpc/node.ts";
import { DidimError, isDidimError } from "../../errors/error.ts";

/**
 * Sends one JSON-RPC request and resolves to its `result`. Throws an error with a numeric `code` if the node refused
 * it.
 */
export type JsonRpcSend = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** The same, but throws `facts.node-unreachable` or `facts.node-refused`. */
export function asking(send: JsonRpcSend): JsonRpcSend {
  return async (method, params) => {
    try {
      return await send(method, params);
    } catch (error) {
      throw unanswered(method, error);
    }
  };
}

/** The error of a request that the node did not answer, or refused. */
export function unanswered(method: string, error: unknown): DidimError {
  if (isDidimError(error)) return error;
  // The cause is left out, because it may contain the node's URL with credentials.
  if (!isRefusal(error)) {
    return new DidimError("facts.node-unreachable", `The node did not answer ${method}.`, { method });
  }
  const nodes = error instanceof RpcError ? error.asked?.nodes : undefined;
  const who = nodes === undefined ? "" : `: ${listed(nodes)}`;
  return new DidimError("facts.node-refused", `The node refused ${method}${who}.`, {
    method,
    code: error.code,
    ...(nodes && { nodes }),
  });
}

/** JSON-RPC 2.0 §5.1: an error object has an integer code. Any other error did not come from the node. */
export function isRefusal(error: unknown): error is { readonly code: number; readonly message?: unknown } {
  return error instanceof Object && "code" in error && typeof error.code === "number";
}
