import { DidimError } from "../errors.ts";

/** Asks a node; several nodes stand in for one another. Knows JSON-RPC 2.0 and nothing about contracts. */
export interface Rpc {
  /** Throws DidimError `facts.node-unreachable` when no node answers, and {@link RpcError} when one answers with an error. */
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
  /** The nodes, fit to be shown: without user names, passwords, paths and queries, which may be keys. */
  readonly nodes: readonly string[];
}

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

export interface RpcOptions {
  /** How long one node may take for one answer. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

interface Node {
  readonly shown: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks the nodes in the order given; one that failed is asked last the next time. */
export function httpRpc(urls: readonly string[], options: RpcOptions = {}): Rpc {
  const ask = options.fetch ?? fetch;
  const timeoutMs = options.timeoutMs ?? 15_000;
  const nodes = urls.map(parseNode);
  if (nodes.length === 0) throw new DidimError("registry.node-url", "At least one node's URL is needed.");
  let id = 0;

  async function requestOf(node: Node, method: string, params: readonly unknown[]): Promise<unknown> {
    const response = await ask(node.url, {
      method: "POST",
      headers: node.headers,
      body: JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return resultOf(await response.text(), response.status);
  }

  async function request(method: string, params: readonly unknown[] = []): Promise<unknown> {
    const failures: Record<string, string> = {};
    for (const node of [...nodes]) {
      try {
        return await requestOf(node, method, params);
      } catch (error) {
        if (error instanceof RpcError) throw error;
        failures[node.shown] = reasonOf(error);
        nodes.push(...nodes.splice(nodes.indexOf(node), 1));
        // Asking a second node to sign and send what the first one may have sent already would send it twice.
        if (method === "eth_sendTransaction" && failures[node.shown] !== "connection refused") break;
      }
    }
    throw unreachable(failures, method);
  }

  return { request, nodes: nodes.map((node) => node.shown) };
}

/** fetch refuses a URL with a user and password in it (Fetch §5.4): they travel as a header. */
function parseNode(text: string): Node {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new DidimError("registry.node-url", "A node's URL begins with http:// or https://.");
  }
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (url.username !== "" || url.password !== "") {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
    [url.username, url.password] = ["", ""];
  }
  return { shown: url.origin, url: url.href, headers };
}

function resultOf(text: string, status: number): unknown {
  const answer = parseObject(text);
  if (answer !== undefined && typeof answer.error === "object" && answer.error !== null) {
    const { code, message, data } = answer.error as Record<string, unknown>;
    throw new RpcError(Number(code), String(message), data);
  }
  if (answer === undefined || !("result" in answer)) throw new Error(`no JSON-RPC answer (HTTP ${status})`);
  return answer.result;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Why a node did not answer, without anything of its URL. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError") return "no answer in time";
  const cause = error.cause as { code?: unknown } | undefined;
  if (cause?.code === "ECONNREFUSED") return "connection refused";
  if (typeof cause?.code === "string") return cause.code;
  return error.message.startsWith("no JSON-RPC answer") ? error.message : error.name;
}

function unreachable(failures: Readonly<Record<string, string>>, method: string): DidimError {
  const list = Object.entries(failures).map(([node, why]) => `${node} (${why})`);
  return new DidimError(
    "facts.node-unreachable",
    `No node answered: ${list.join(", ")}. Is it running, and is the URL right?`,
    { nodes: failures, method },
  );
}
