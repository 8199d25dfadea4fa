import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";

/** A request as a node gets it. */
export interface Asked {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
  readonly authorization: string | undefined;
}

/** What a node does with a request: it answers, sends some text, says nothing for ever, or hangs up. */
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

/** A node that does as it is told. */
export interface FakeNode {
  readonly url: string;
  readonly asked: Asked[];
  /** What it does from now on. */
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

export async function fakeNode(behaviour: Behaviour): Promise<FakeNode> {
  const asked: Asked[] = [];
  let present = behaviour;
  const server = createServer(async (request, response) => {
    const one = await read(request);
    asked.push(one);
    reply(await present(one), one, response);
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

/** Asks a real node: for a proxy that does wrong now and then. */
export async function pass(url: string, { id, method, params }: Asked): Promise<Answer> {
  const body = JSON.stringify({ jsonrpc: "2.0", id, method, params });
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { result, error } = (await response.json()) as { result?: unknown; error?: never };
  return error === undefined ? { result } : { error };
}

async function read(request: IncomingMessage): Promise<Asked> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const { id, method, params } = JSON.parse(text) as Asked;
  return { id, method, params, authorization: request.headers.authorization };
}

function reply(answer: Answer, { id }: Asked, response: ServerResponse): void {
  if (answer === "silence") return;
  if (answer === "hang up") return void response.destroy();
  if (!("text" in answer)) return void response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
  response.writeHead(answer.status ?? 200, answer.headers);
  if (typeof answer.text === "string" || Buffer.isBuffer(answer.text)) return void response.end(answer.text);
  Readable.from(answer.text).pipe(response);
}
