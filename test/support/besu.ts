import { createServer } from "node:net";
import type { Context } from "mocha";
import { findBesu } from "../../network/besu.ts";
import { isDidimError } from "../../src/public/index.ts";

/** Skips a test that needs Besu if there is none, and says once what to install. */
export function needsBesu(test: Context): void {
  try {
    findBesu();
  } catch (error) {
    if (!isDidimError(error, "node.no-besu")) throw error;
    process.stderr.write(`skipped: ${error.message}\n`);
    // biome-ignore lint/suspicious/noSkippedTests: not every machine has the engine, and the closing line counts what was skipped
    test.skip();
  }
}

/** Options of `consortium init` with currently free ports: `nodes` consecutive ports for each purpose. */
export async function freePorts(nodes: number): Promise<string[]> {
  const bases: number[] = [];
  while (bases.length < 3) {
    const base = 20_000 + Math.floor(Math.random() * 12_000);
    const row = Array.from({ length: nodes }, (_, i) => base + i);
    const apart = bases.every((other) => Math.abs(other - base) > nodes);
    if (apart && (await Promise.all(row.map(isFree))).every(Boolean)) bases.push(base);
  }
  const [p2p, rpc, metrics] = bases.map(String);
  return ["--p2p-port", p2p ?? "", "--rpc-port", rpc ?? "", "--metrics-port", metrics ?? ""];
}

/** A currently free port. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
