import { base64Of, bytesOfText } from "../../../crypto/encodings/bytes.ts";
import { sleep } from "../../sleep.ts";
import { lacksLatest, withoutNull } from "../latest.ts";
import { type BatchNode, type Call, NoAnswer, type RpcResult } from "../node.ts";
import { ANSWER_BYTES, largestAnswer } from "./answer-size.ts";
import { parseAnswer, parseAnswers } from "./json-rpc.ts";

export interface NodeOptions {
  /** How long a node may take to answer. Default 15 s. */
  readonly timeoutMs?: number;
  /**
   * Longer answers are not read. Default 64 MiB, a block of some 80,000 logs. Only logs, receipts and transactions may
   * have that much; other answers some 1 MiB, and more if much was asked.
   */
  readonly maxAnswerBytes?: number;
  readonly fetch?: typeof fetch;
}

/** Must not be repeated: sent twice, it would be two transactions. */
const SIGNS_AND_SENDS = "eth_sendTransaction";
const SENDS = "eth_sendRawTransaction";
const HUNG_UP = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"]);
/** Codes of node:tls and OpenSSL: the handshake failed, and nothing was sent. */
const TLS = /^ERR_(?:SSL|TLS)_|CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;
const TIMEOUT_MS = 15_000;
/** How long to wait before asking again a node that reported no newest block. */
const PAUSES_MS = [20, 80, 200];

/** A node over HTTP; undefined if the text is no http or https URL. */
export function httpNode(text: string, options: NodeOptions = {}): BatchNode | undefined {
  const endpoint = endpointOf(text);
  if (endpoint === undefined) return undefined;
  const { timeoutMs = TIMEOUT_MS, maxAnswerBytes = ANSWER_BYTES, fetch: ask = fetch } = options;
  let last = 0;

  async function post<T>(
    body: unknown,
    { most, read }: { readonly most: number; readonly read: (text: string, status: number) => T },
    signal?: AbortSignal,
  ): Promise<T> {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await ask(endpoint?.url ?? "", {
        method: "POST",
        headers: endpoint?.headers ?? {},
        body: JSON.stringify(body),
        // To follow a redirect would reveal our requests and credentials to another host.
        redirect: "manual",
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      if (isRedirect(response)) {
        throw new NoAnswer("it redirects to another URL: give the URL of the node itself", { unsent: true });
      }
      return read(await readBounded(response, most), response.status);
    } catch (error) {
      throw noAnswer(error);
    }
  }

  /** Sends a single request as such, not as a batch of one: some gateways accept no batches. */
  async function once(calls: readonly Call[], signal?: AbortSignal): Promise<readonly RpcResult[]> {
    const bodies = calls.map(({ method, params }) => ({ jsonrpc: "2.0", id: ++last, method, params }));
    const [only] = bodies;
    const most = largestAnswer(calls, maxAnswerBytes);
    const replies =
      only !== undefined && bodies.length === 1
        ? [await post(only, { most, read: (answer, status) => parseAnswer(answer, only.id, status) }, signal)]
        : await post(bodies, { most, read: (answer, status) => parseAnswers(answer, idsOf(bodies), status) }, signal);
    return replies.map((reply, i) => withoutNull(calls[i] ?? NOTHING, reply));
  }

  /**
   * Repeats a request once when the connection was closed: the other end may just have closed a kept-open connection,
   * which is not a failure of the node.
   */
  async function unbroken(calls: readonly Call[], signal?: AbortSignal): Promise<readonly RpcResult[]> {
    try {
      return await once(calls, signal);
    } catch (error) {
      const mayRepeat = error instanceof NoAnswer && error.hungUp && !has(calls, SIGNS_AND_SENDS);
      if (!mayRepeat) throw error;
      if (!has(calls, SENDS)) return once(calls, signal);
      // The node may have accepted the transaction the first time. So a refusal the second time proves nothing.
      const again = await once(calls, signal).catch(() => Promise.reject(error));
      const refused = again.some((reply, i) => calls[i]?.method === SENDS && "error" in reply);
      return refused ? Promise.reject(error) : again;
    }
  }

  async function batch(calls: readonly Call[], signal?: AbortSignal): Promise<readonly RpcResult[]> {
    const isRead = !has(calls, SENDS) && !has(calls, SIGNS_AND_SENDS);
    for (const pause of isRead ? PAUSES_MS : []) {
      const replies = await unbroken(calls, signal);
      if (!replies.some((reply, i) => lacksLatest(calls[i] ?? NOTHING, reply))) return replies;
      await sleep(pause);
    }
    return unbroken(calls, signal);
  }

  async function request(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    const [reply] = await batch([{ method, params }], signal);
    if (reply === undefined) throw new NoAnswer("no answer");
    if ("error" in reply) throw reply.error;
    return reply.result;
  }
  return { name: endpoint.name, request, batch };
}

const NOTHING: Call = { method: "", params: [] };
const idsOf = (bodies: readonly { readonly id: number }[]): number[] => bodies.map(({ id }) => id);
const has = (calls: readonly Call[], wanted: string): boolean => calls.some(({ method }) => method === wanted);

interface Endpoint {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** fetch refuses URLs with user and password (Fetch §5.4), so they travel in a header. */
function endpointOf(text: string): Endpoint | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) return undefined;
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (url.username !== "" || url.password !== "") {
    const pair = `${decoded(url.username)}:${decoded(url.password)}`;
    headers.authorization = `Basic ${base64Of(bytesOfText(pair))}`;
    [url.username, url.password] = ["", ""];
  }
  return { name: url.origin, url: url.href, headers };
}

/** A password may contain a percent sign that is not an escape. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Counts the decompressed bytes, so that neither a missing length nor compression gets past the limit. */
async function readBounded(response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let [text, bytes] = ["", 0];
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > most) throw new NoAnswer(`an answer of over ${most} bytes`, { tooLarge: true });
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

/** A browser hides the status of a redirect that is not followed (Fetch §2.2.6). */
const isRedirect = ({ type, status }: Response): boolean =>
  type === "opaqueredirect" || (status >= 300 && status < 400);

/** Why a node did not answer, without any part of its URL. */
function noAnswer(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  if (!(error instanceof Error)) return new NoAnswer("unknown");
  if (error.name === "TimeoutError") return new NoAnswer("no answer in time");
  const { code, message } = (error.cause ?? {}) as { code?: unknown; message?: unknown };
  // Fetch §2.9: ports of other protocols, such as 6000.
  if (message === "bad port") return new NoAnswer("fetch does not ask this port: choose another one", { unsent: true });
  if (code === "ECONNREFUSED") return new NoAnswer("connection refused", { unsent: true });
  if (code === "ENOTFOUND") return new NoAnswer("no such host", { unsent: true });
  if (typeof code !== "string") return new NoAnswer(error.name);
  if (TLS.test(code)) return new NoAnswer(`no trusted connection by TLS: ${code}`, { unsent: true });
  if (HUNG_UP.has(code)) return new NoAnswer(`it closed the connection: ${code}`, { hungUp: true });
  return new NoAnswer(code);
}
