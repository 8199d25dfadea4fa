import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalChain } from "../../../scripts/lib/network/local-chain.ts";
import type { PresentationRequest, Presentations } from "../../../src/public/holder.ts";
import { formatAddresses } from "../../../src/public/registry.ts";
import { packedSdk } from "../../../tools/testing/packed.ts";

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** A starter, installed in an empty folder from the packed SDK and a package registry, and running. */
export class Gate {
  readonly #folder: string;
  readonly #url: string;
  readonly #process: ChildProcess;
  /** All that the service printed. */
  printed = "";

  private constructor(folder: string, port: number, { url }: LocalChain) {
    this.#folder = folder;
    this.#url = `http://127.0.0.1:${port}`;
    const env = { ...process.env, NODE_URL: url, PORT: String(port) };
    const child = spawn("npm", ["start"], { cwd: folder, env, detached: true });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.printed += text;
      });
    }
    this.#process = child;
  }

  /** @param files The starter's folder, or the names and texts of its files. */
  static async open(files: string | Readonly<Record<string, string>>, chain: LocalChain): Promise<Gate> {
    const folder = mkdtempSync(join(tmpdir(), "didim-starter-"));
    if (typeof files === "string") cpSync(files, folder, { recursive: true });
    else for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "addresses.json"), formatAddresses(chain.addresses));
    const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
    execFileSync("npm", ["install", ...quiet, packedSdk()], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    const gate = new Gate(folder, await freePort(), chain);
    await gate.#ready();
    return gate;
  }

  async request(): Promise<PresentationRequest> {
    const response = await fetch(`${this.#url}/request`);
    if (response.status !== 200) throw new Error(`GET /request: ${response.status}, ${this.printed}`);
    return (await response.json()) as PresentationRequest;
  }

  answer(nonce: string, presentations: Presentations): Promise<Reply> {
    return this.post(`/answer/${nonce}`, JSON.stringify(presentations));
  }

  async post(path: string, body: string | Uint8Array<ArrayBuffer>, type = "application/json"): Promise<Reply> {
    const init = { method: "POST", body, headers: { "content-type": type } };
    const response = await fetch(`${this.#url}${path}`, init);
    return { status: response.status, text: await response.text() };
  }

  /** Sends bytes as they are, slowly if there are several parts, until the service closes. Resolves with what it said. */
  raw(parts: readonly string[], everyMs = 0): Promise<string> {
    const { hostname, port } = new URL(this.#url);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname);
      let said = "";
      socket.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
      const left = [...parts];
      const next = (): void => {
        const part = left.shift();
        if (part === undefined || socket.destroyed) return;
        socket.write(part);
        setTimeout(next, everyMs);
      };
      socket.on("connect", next).on("error", () => undefined);
      socket.on("close", () => resolve(said));
    });
  }

  /** Sends bytes, and hangs up before there is an answer. */
  hangUp(bytes: string): Promise<void> {
    const { hostname, port } = new URL(this.#url);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname);
      socket.on("connect", () => socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 50)));
      socket.on("error", () => undefined).on("close", () => resolve());
    });
  }

  get isRunning(): boolean {
    return this.#process.exitCode === null;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("close", resolve));
    if (this.isRunning && this.#process.pid !== undefined) {
      process.kill(-this.#process.pid, "SIGKILL");
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    for (let waited = 0; waited < 600 && this.isRunning; waited++) {
      if (this.printed.includes("The gate listens at")) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The starter did not start: ${this.printed}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
