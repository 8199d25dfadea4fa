import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";

/** A request as a node receives it. */
export interface Asked {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
  readonly authorization: string | undefined;
}

/** A node's reaction to a request: an answer, some text, silence, or a closed connection. */
export type Answer =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string; readonly data?: unknown } }
  | {
      readonly text: string | Buffer | AsyncIterable<string>;
      readonly status?: number;
      readonly headers?: Record<string, string>;
    }
  | "silence"
  | "hang up";

export type Behaviour = (asked: Asked) => Answer | Promise<Answer>;

/** A node that a test controls. */
export interface FakeNode {
  readonly url: string;
  readonly asked: Asked[];
  /** Sets its behaviour from now on. */
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

export async function fakeNode(behaviour: Behaviour): Promise<FakeNode> {
  const asked: Asked[] = [];
  let present = behaviour;
  const server = createServer(async (request, response) => {
    const { calls, isBatch } = await read(request);
    asked.push(...calls);
    const answers = await Promise.all(calls.map((one) => present(one)));
    reply(answers, calls, isBatch, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    behave: (next) => {
      present = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Forwards a request to a real node, for a proxy that misbehaves now and then. */
export async function pass(url: string, { id, method, params }: Asked): Promise<Answer> {
  const body = JSON.stringify({ jsonrpc: "2.0", id, method, params });
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { result, error } = (await response.json()) as { result?: unknown; error?: never };
  return error === undefined ? { result } : { error };
}

async function read(request: IncomingMessage): Promise<{ calls: Asked[]; isBatch: boolean }> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const body = JSON.parse(text) as Asked | Asked[];
  const { authorization } = request.headers;
  const calls = [body].flat().map(({ id, method, params }) => ({ id, method, params, authorization }));
  return { calls, isBatch: Array.isArray(body) };
}

/** A misbehaviour for one request of a batch applies to the whole batch. */
function reply(answers: readonly Answer[], calls: readonly Asked[], isBatch: boolean, response: ServerResponse): void {
  const answer = answers.find((one) => typeof one === "string" || "text" in one);
  if (answer === undefined) {
    const bodies = answers.map((one, i) => ({ jsonrpc: "2.0", id: calls[i]?.id, ...(one as object) }));
    return void response.end(JSON.stringify(isBatch ? bodies : bodies[0]));
  }
  if (answer === "silence") return;
  if (answer === "hang up" || !("text" in answer)) return void response.destroy();
  response.writeHead(answer.status ?? 200, answer.headers);
  if (typeof answer.text === "string" || Buffer.isBuffer(answer.text)) return void response.end(answer.text);
  Readable.from(answer.text).pipe(response);
}
