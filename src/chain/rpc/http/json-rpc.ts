import { NoAnswer, RpcError, type RpcResult } from "../node.ts";

/** Characters of an error's text that are kept. The text is for people. */
const MAX_MESSAGE = 1_000;

/** The answer to the request with this id (JSON-RPC 2.0 §5). Throws {@link NoAnswer} if the text is no such answer. */
export function parseAnswer(text: string, id: number, status: number): RpcResult {
  const answer = objectOf(parse(text));
  if (answer === undefined) throw noJsonRpc(status);
  const { error } = answer;
  // A server that could not read the request cannot know its id (§5).
  if (answer.id === undefined && status >= 300) throw noJsonRpc(status);
  if (answer.id !== id && !(objectOf(error) !== undefined && answer.id === null)) throw toAnother();
  return replyOf(answer, status);
}

/**
 * The answers to a batch (§6), in the order of the requests; a node may send them in any order. Throws {@link NoAnswer}
 * unless each is there exactly once.
 */
export function parseAnswers(text: string, ids: readonly number[], status: number): readonly RpcResult[] {
  const list = parse(text);
  if (!Array.isArray(list)) throw refusesBatch(list, status);
  if (list.length !== ids.length) throw new NoAnswer("another number of answers than of requests");
  const answers = list.map((one: unknown) => objectOf(one) ?? {});
  return ids.map((id) => {
    const answer = answers.find((one) => one.id === id);
    if (answer === undefined) throw toAnother();
    return replyOf(answer, status);
  });
}

/** One answer to several requests is an error, from a gateway that accepts one request at a time. */
function refusesBatch(answer: unknown, status: number): NoAnswer {
  const error = objectOf(objectOf(answer)?.error);
  return error === undefined ? noJsonRpc(status) : new NoAnswer("it takes no batches of requests (JSON-RPC 2.0 §6)");
}

function replyOf(answer: Record<string, unknown>, status: number): RpcResult {
  const error = objectOf(answer.error);
  if (error !== undefined) return { error: errorOf(error) };
  if (!("result" in answer)) throw noJsonRpc(status);
  if (nestsDeeper(answer.result, DEEPEST)) throw new NoAnswer(`an answer that nests more than ${DEEPEST} deep`);
  return { result: answer.result };
}

function errorOf({ code, message, data }: Record<string, unknown>): RpcError {
  if (!Number.isSafeInteger(code)) throw new NoAnswer("an error without a code");
  return new RpcError(Number(code), typeof message === "string" ? message.slice(0, MAX_MESSAGE) : "", data);
}

/** No method of ours has an answer of ten levels. Text of one that nests 100,000 deep would take all the stack. */
const DEEPEST = 100;

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const below of Array.isArray(value) ? value : Object.values(value))
    if (nestsDeeper(below, levels - 1)) return true;
  return false;
}

/** What a status says that another server than the node answers with, and whether the node certainly got no request. */
const STATUSES: Readonly<Record<number, readonly [why: string, unsent: boolean]>> = {
  401: ["it wants a user name and password, or a key", true],
  403: ["it does not let this client ask", false],
  404: ["there is no node at this path", true],
  405: ["there is no node at this path", true],
  407: ["the proxy wants a user name and password", true],
  413: ["the request is too large for it", true],
  429: ["it limits how much is asked", true],
};

function noJsonRpc(status: number): NoAnswer {
  const { [status]: [why, unsent] = [undefined, false] } = STATUSES;
  return new NoAnswer(`no JSON-RPC answer (HTTP ${status}${why === undefined ? "" : `: ${why}`})`, { unsent });
}

function toAnother(): NoAnswer {
  return new NoAnswer("the answer to another request");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  const is = typeof value === "object" && value !== null && !Array.isArray(value);
  return is ? (value as Record<string, unknown>) : undefined;
}
