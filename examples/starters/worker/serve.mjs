/** Runs the worker on Node: node:http on one side, Request and Response on the other. */
import { createServer } from "node:http";
import { Readable } from "node:stream";
import worker from "./worker.mjs";

const { PORT = "8080" } = process.env;

function requestFrom(incoming) {
  const { method, url, headers, socket } = incoming;
  const lists = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const given = new Headers(lists);
  given.set("cf-connecting-ip", socket.remoteAddress ?? "unknown");
  const hasBody = method !== "GET" && method !== "HEAD";
  const body = hasBody ? { body: Readable.toWeb(incoming), duplex: "half" } : {};
  return new Request(new URL(url, `http://127.0.0.1:${PORT}`), { method, headers: given, ...body });
}

createServer({ requestTimeout: 10_000, connectionsCheckingInterval: 1_000 }, async (incoming, outgoing) => {
  try {
    const response = await worker.fetch(requestFrom(incoming), process.env);
    const closing = response.status === 413 || response.status === 411 ? { connection: "close" } : {};
    outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), ...closing });
    outgoing.end(await response.text());
  } catch {
    outgoing.writeHead(400, { connection: "close" }).end();
  }
}).listen(Number(PORT), "127.0.0.1", () => console.log(`The gate listens at http://127.0.0.1:${PORT}`));
