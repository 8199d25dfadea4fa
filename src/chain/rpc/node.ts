/** What a node said instead of a result (JSON-RPC 2.0 §5.1). Never leaves this folder: errors.ts translates it. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data: unknown) {
    super(message);
    this.name = "RpcError";
    this.code = code;
    this.data = data;
  }
}

/** Why there is no answer of a node; `message` is fit to be shown: it has nothing of the node's URL. */
export class NoAnswer extends Error {
  /** Whether the request surely never reached the node. */
  readonly unsent: boolean;
  /** Whether there was an answer, but longer than what is read. */
  readonly tooLarge: boolean;
  /** Whether the connection was closed before there was an answer. */
  readonly hungUp: boolean;

  constructor(
    message: string,
    how: { readonly unsent?: boolean; readonly tooLarge?: boolean; readonly hungUp?: boolean } = {},
  ) {
    super(message);
    this.name = "NoAnswer";
    this.unsent = how.unsent ?? false;
    this.tooLarge = how.tooLarge ?? false;
    this.hungUp = how.hungUp ?? false;
  }
}

/** How Besu, geth and Hardhat say that they have not the block, or its state. */
export const NO_STATE =
  /missing trie node|world state|pruned|unknown block|block not found|invalid block tag|header not found|cannot be found/i;

/** One node, asked by JSON-RPC 2.0. */
export interface Node {
  /** Fit to be shown: its URL without user name, password, path and query, which may be keys. */
  readonly name: string;
  /** Throws {@link RpcError} when it answers with an error, and {@link NoAnswer}. */
  request(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown>;
}

export interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What a call came to. */
export type RpcResult = { readonly result: unknown } | { readonly error: RpcError };

/** A node that can be asked several things in one HTTP request. */
export interface BatchNode extends Node {
  /**
   * A batch of JSON-RPC 2.0 §6: whatever stands between, a balancer or a proxy, one and the same node answers all of it. The replies come in the order of the
   * calls. Throws {@link NoAnswer}.
   */
  batch(calls: readonly Call[], signal?: AbortSignal): Promise<readonly RpcResult[]>;
}
