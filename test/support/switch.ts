import { Agent, createServer as createHttpServer, request as httpRequest } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** An address whose upstream can change, like a proxy, a DNS entry or a container's port. */
export interface Switch {
  readonly url: string;
  /** Forwards to that node from now on. */
  to(url: string): void;
  close(): Promise<void>;
}

/** Forwards bytes. Switching breaks existing connections, so a client notices it. */
export async function tcpSwitch(first: string): Promise<Switch> {
  let upstream = new URL(first);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const node = connect(Number(upstream.port), upstream.hostname);
    for (const [one, other] of [
      [client, node],
      [node, client],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: await listening(server),
    to(url) {
      upstream = new URL(url);
      cut();
    },
    close: () => closed(server, cut),
  };
}

/** Forwards requests. Switching keeps clients' connections open, so they do not notice it. */
export async function httpSwitch(first: string): Promise<Switch> {
  let upstream = first;
  const agent = new Agent({ keepAlive: true });
  const server = createHttpServer((request, response) => {
    const { method, headers } = request;
    const asked = httpRequest(upstream, { method, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on("error", () => response.destroy());
    request.pipe(asked);
  });
  return {
    url: await listening(server),
    to(url) {
      upstream = url;
    },
    close: () =>
      closed(server, () => {
        agent.destroy();
        server.closeAllConnections();
      }),
  };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closed(server: Server, cut: () => void): Promise<void> {
  cut();
  await new Promise((resolve) => server.close(resolve));
}
