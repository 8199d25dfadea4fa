/** A JSON-RPC error (JSON-RPC 2.0 §5.1). It never leaves `src/chain`: errors/node-error.ts translates it. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;
  /** What was asked, and why no node answered it; absent if only one node was asked directly. */
  readonly asked: NodeReasons | undefined;

  constructor(code: number, message: string, data: unknown, asked?: NodeReasons) {
    super(message);
    this.name = "RpcError";
    this.code = code;
    this.data = data;
    this.asked = asked;
  }
}

/** The nodes by name, each with its reason. May be shown. */
export interface NodeReasons {
  readonly method: string;
  readonly nodes: Readonly<Record<string, string>>;
}

/** A node did not answer. The message may be shown: it contains no part of the URL. */
export class NoAnswer extends Error {
  /** Whether the request certainly never reached the node. */
  readonly unsent: boolean;
  /** Whether there was an answer, but longer than the limit. */
  readonly tooLarge: boolean;
  /** Whether the connection was closed before an answer came. */
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

/** One node, reached by JSON-RPC 2.0. */
export interface Node {
  /** The URL without user name, password, path and query, any of which may be a secret. May be shown. */
  readonly name: string;
  /** Throws {@link RpcError} if the node answers with an error, and {@link NoAnswer} if it does not answer. */
  request(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown>;
}

export interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** The result of a call, or its error. */
export type RpcResult = { readonly result: unknown } | { readonly error: RpcError };

/** A node that accepts several calls in one HTTP request. */
export interface BatchNode extends Node {
  /**
   * A batch (JSON-RPC 2.0 §6). One and the same node answers all of it, even behind a load balancer. Results come in
   * the order of the calls. Throws {@link NoAnswer}.
   */
  batch(calls: readonly Call[], signal?: AbortSignal): Promise<readonly RpcResult[]>;
}
