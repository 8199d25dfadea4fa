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

/** Besu answers these with null where it has the block, and its state not yet or no more; by the execution APIs they are hex always. */
const READS_STATE = ["eth_call", "eth_getBalance", "eth_getCode", "eth_getStorageAt", "eth_getTransactionCount"];
const NO_WORLD_STATE = "the node has no world state of that block";

/** One node, asked by JSON-RPC 2.0. */
export interface Node {
  /** Fit to be shown: its URL without user name, password, path and query, which may be keys. */
  readonly name: string;
  /** Throws {@link RpcError} when it answers with an error, and {@link NoAnswer}. */
  request(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown>;
}

export interface NodeOptions {
  /** How long a node may take for one answer; 15 s unless told. */
  readonly timeoutMs?: number;
  /** Answers longer than this are not read; 64 MiB unless told: a block of some 80,000 logs. */
  readonly maxAnswerBytes?: number;
  readonly fetch?: typeof fetch;
}

/** Done twice, it would be two transactions. */
const SIGNS_AND_SENDS = "eth_sendTransaction";
const SENDS = "eth_sendRawTransaction";
const HUNG_UP = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"]);
const TIMEOUT_MS = 15_000;
const ANSWER_BYTES = 64 * 1024 * 1024;
/** An error's text is for people. */
const MOST_WORDS = 1_000;

/** A node over HTTP; undefined where the text is no http or https URL. */
export function httpNode(text: string, options: NodeOptions = {}): Node | undefined {
  const place = placeOf(text);
  if (place === undefined) return undefined;
  const { timeoutMs = TIMEOUT_MS, maxAnswerBytes = ANSWER_BYTES, fetch: ask = fetch } = options;
  let last = 0;

  async function once(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    const id = ++last;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await ask(place?.url ?? "", {
        method: "POST",
        headers: place?.headers ?? {},
        body: JSON.stringify({ jsonrpc: "2.0", id, method, params }),
        // A node that sends us elsewhere would have us tell a stranger what we ask, and who we are.
        redirect: "error",
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      const result = resultOf(await readBounded(response, maxAnswerBytes), id, response.status);
      if (result === null && READS_STATE.includes(method)) throw new RpcError(-32000, NO_WORLD_STATE, undefined);
      return result;
    } catch (error) {
      throw error instanceof RpcError ? error : noAnswer(error);
    }
  }

  /** A connection that was kept open may have been closed at the other end just now: that is no fault of the node's. */
  async function request(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    try {
      return await once(method, params, signal);
    } catch (error) {
      if (!(error instanceof NoAnswer && error.hungUp) || method === SIGNS_AND_SENDS) throw error;
      const again = once(method, params, signal);
      // The node may have taken it the first time, and then have gone: what is said the second time does not tell.
      return method === SENDS ? again.catch(() => Promise.reject(error)) : again;
    }
  }
  return { name: place.name, request };
}

interface Place {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** fetch refuses a URL with a user and password in it (Fetch §5.4): they travel as a header. */
function placeOf(text: string): Place | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) return undefined;
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (url.username !== "" || url.password !== "") {
    const pair = `${decoded(url.username)}:${decoded(url.password)}`;
    headers.authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
    [url.username, url.password] = ["", ""];
  }
  return { name: url.origin, url: url.href, headers };
}

/** A password may have a percent sign that escapes nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Counts what comes out of the stream, so that neither a missing length nor compression gets past the bound. */
async function readBounded(response: Response, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > most) throw new NoAnswer(`an answer of over ${most} bytes`, { tooLarge: true });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function resultOf(text: string, id: number, status: number): unknown {
  const answer = parseObject(text);
  if (answer === undefined) throw new NoAnswer(`no JSON-RPC answer (HTTP ${status})`);
  const { error } = answer;
  const failed = typeof error === "object" && error !== null;
  // Who could not read the request cannot know its id (JSON-RPC 2.0 §5).
  if (answer.id !== id && !(failed && answer.id === null)) throw new NoAnswer("the answer to another request");
  if (failed) throw errorOf(error as Record<string, unknown>);
  if (!("result" in answer)) throw new NoAnswer(`no JSON-RPC answer (HTTP ${status})`);
  return answer.result;
}

function errorOf({ code, message, data }: Record<string, unknown>): Error {
  if (!Number.isSafeInteger(code)) return new NoAnswer("an error without a code");
  return new RpcError(Number(code), String(message).slice(0, MOST_WORDS), data);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const is = typeof value === "object" && value !== null && !Array.isArray(value);
    return is ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Why a node did not answer, without anything of its URL. */
function noAnswer(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  if (!(error instanceof Error)) return new NoAnswer("unknown");
  if (error.name === "TimeoutError") return new NoAnswer("no answer in time");
  const { code } = (error.cause ?? {}) as { code?: unknown };
  if (code === "ECONNREFUSED") return new NoAnswer("connection refused", { unsent: true });
  if (code === "ENOTFOUND") return new NoAnswer("no such host", { unsent: true });
  return typeof code === "string" ? new NoAnswer(code, { hungUp: HUNG_UP.has(code) }) : new NoAnswer(error.name);
}
