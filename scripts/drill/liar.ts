import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Falsifies a node's answer; returns it unchanged for other methods. */
export type Lie = (method: string, result: unknown) => unknown;

/** A lying node: a proxy in front of an honest one. */
export interface Liar {
  readonly url: string;
  /** From now on tells this lie; without an argument, the truth. */
  tell(lie?: Lie): void;
  /** How many answers it has falsified since then. */
  readonly told: number;
  close(): Promise<void>;
}

/** Listens on the loopback address at a free port, and forwards to the node at `url`. */
export async function startLiar(url: string): Promise<Liar> {
  let lie: Lie = (_, result) => result;
  let told = 0;
  const changed = (method: string, answer: Answer): Answer => {
    if (answer.result === undefined) return answer;
    const result = lie(method, answer.result);
    if (result !== answer.result) told++;
    return { ...answer, result };
  };
  const server = createServer(async (request, response) => {
    const { asked, answers } = await pass(request, url);
    const methodOf = new Map([asked].flat().map(({ id, method }) => [id, method]));
    const spoken = [answers].flat().map((answer) => changed(methodOf.get(answer.id) ?? "", answer));
    reply(response, Array.isArray(answers) ? spoken : (spoken[0] ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tell(next = (_, result) => result) {
      [lie, told] = [next, 0];
    },
    get told() {
      return told;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answer {
  readonly id?: unknown;
  readonly result?: unknown;
}

/** Forwards one request, or a batch, and returns the node's answer. */
async function pass(request: IncomingMessage, url: string) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  type Asked = { id: unknown; method: string };
  const asked = JSON.parse(body) as Asked | Asked[];
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body });
  return { asked, answers: (await answer.json()) as Answer | Answer[] };
}

function reply(response: ServerResponse, answer: object): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(answer));
}

/** Changes the last digit, the smallest possible change. */
const otherEnd = (hex: string): string => `${hex.slice(0, -1)}${hex.endsWith("1") ? "2" : "1"}`;

/** Changes one member of an object and leaves the rest. */
function changed(result: unknown, member: string, change: (value: string) => string): unknown {
  const object = result as Record<string, unknown>;
  const value = object[member];
  return typeof value === "string" ? { ...object, [member]: change(value) } : result;
}

interface Proof {
  readonly storageProof: readonly { readonly value: string; readonly proof: readonly string[] }[];
}

/** Lies about one kind of answer each. Other answers pass unchanged. */
export const LIES = {
  /** Falsifies the results of contract calls, such as a status. */
  call: (method, result) => (method === "eth_call" ? otherEnd(String(result)) : result),
  /** Falsifies a slot's value, with a matching proof as far as possible. */
  slot(method, result) {
    if (method !== "eth_getProof") return result;
    const proof = result as Proof;
    return {
      ...proof,
      storageProof: proof.storageProof.map((one) => ({
        ...one,
        value: otherEnd(one.value),
        proof: one.proof.map((node, i) => (i === one.proof.length - 1 ? otherEnd(node) : node)),
      })),
    };
  },
  /** Falsifies the state root: no validator sealed that state. */
  state: (method, result) => (isBlock(method, result) ? changed(result, "stateRoot", otherEnd) : result),
  /** Leaves the state and corrupts a seal. The block's hash stays the same. */
  seal: (method, result) =>
    isBlock(method, result) ? changed(result, "extraData", (data) => flipped(data, data.length - 20)) : result,
  /** Omits the last log, also of each receipt. */
  logs(method, result) {
    if (method === "eth_getLogs") return withoutLast(result);
    if (method === "eth_getTransactionReceipt") return withoutLog(result);
    if (method !== "eth_getBlockReceipts" || !Array.isArray(result)) return result;
    const receipts = result.map(withoutLog);
    return receipts.some((receipt, i) => receipt !== result[i]) ? receipts : result;
  },
} satisfies Record<string, Lie>;

const withoutLast = (list: unknown): unknown => (Array.isArray(list) && list.length > 0 ? list.slice(0, -1) : list);

function withoutLog(receipt: unknown): unknown {
  const { logs } = (receipt ?? {}) as { readonly logs?: unknown };
  const fewer = withoutLast(logs);
  return fewer === logs ? receipt : { ...(receipt as object), logs: fewer };
}

const isBlock = (method: string, result: unknown): boolean => method.startsWith("eth_getBlockBy") && result !== null;

const flipped = (hex: string, at: number): string =>
  `${hex.slice(0, at)}${hex[at] === "1" ? "2" : "1"}${hex.slice(at + 1)}`;
