import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalNode } from "../../scripts/lib/network/local-nodes.ts";
import { ROOT } from "../../scripts/lib/terminal/place.ts";
import { formatAddresses } from "../../src/public/registry.ts";
import { bundledScript } from "../../tools/testing/bundled.ts";
import type { LocalChain } from "../support/chain.ts";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON. */
  readonly json: () => Record<string, unknown>;
}

/** Runs commands as a user would, with a Didim folder of its own. */
export class Terminal {
  readonly folder = mkdtempSync(join(tmpdir(), "didim-"));
  readonly password = this.write("password", "a password for tests\n");

  /** Runs `npm run didim -- …`. */
  didim(...args: readonly string[]): Promise<Ran> {
    return this.run("didim", args);
  }

  /** Runs a command that must succeed, and returns its JSON. */
  async done(...args: readonly string[]): Promise<Record<string, unknown>> {
    const ran = await this.didim(...args, "--json");
    if (ran.code !== 0) throw new Error(`didim ${args.join(" ")} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`);
    return ran.json();
  }

  async run(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    return ranBy(await this.start(name, args, env));
  }

  /** Runs a line of `sh`, in which "$0" "$1" are the words that start `didim`. */
  async shell(line: string): Promise<Ran> {
    const env = { ...process.env, ...this.#own() };
    return ranBy(spawn("sh", ["-c", line, process.execPath, await bundledScript("didim")], { env }));
  }

  #own(): Readonly<Record<string, string>> {
    const own = { DIDIM_HOME: this.folder, XDG_STATE_HOME: this.path("state"), DIDIM_PASSWORD_FILE: this.password };
    return { ...own, DIDIM_LANG: "en", TZ: "UTC" };
  }

  /** `scripts/<name>.ts`, in a process of its own. */
  async start(
    name: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<ChildProcess> {
    const all = { ...process.env, ...this.#own(), ...env };
    return spawn(process.execPath, [await bundledScript(name), ...args], { env: all });
  }

  /** Starts a node and waits until it reports its URL. */
  async node(...args: readonly string[]): Promise<LocalNode & { accounts: string[]; child: ChildProcess }> {
    const child = await this.start("node", ["--json", "--port", "0", ...args]);
    const text = await new Promise<string>((resolve, reject) => {
      let seen = "";
      child.stdout?.on("data", (chunk: Buffer) => {
        seen += chunk.toString("utf8");
        if (seen.endsWith("}\n")) resolve(seen);
      });
      child.on("close", () => reject(new Error(`the node ended: ${seen}`)));
    });
    return { ...(JSON.parse(text) as LocalNode & { accounts: string[] }), child };
  }

  /** Lets this terminal's commands find a chain of the test's own process as `--network local`. */
  localNode({ url, addresses }: LocalChain): void {
    writeLocalNode(this.path("state"), { url, addresses, home: this.folder });
  }

  write(name: string, content: unknown): string {
    const file = join(this.folder, name);
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Records a chain as the local node, as `npm run node` does, in a folder that stands for $XDG_STATE_HOME. */
export function writeLocalNode(
  state: string,
  { url, addresses, home }: Pick<LocalChain, "url" | "addresses"> & { readonly home: string },
): void {
  const { pid } = process;
  const folder = join(state, "didim", "local-nodes");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const node = { url, pid, since: Math.floor(Date.now() / 1000), home, clone: ROOT };
  const text = JSON.stringify({ ...node, addresses: JSON.parse(formatAddresses(addresses)) as unknown });
  writeFileSync(join(folder, `${pid}.json`), text, { mode: 0o600 });
}

/** Waits until a process has ended. */
function ranBy(child: ChildProcess): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout?.on("data", (chunk: Buffer) => out.push(chunk.toString("utf8")));
  child.stderr?.on("data", (chunk: Buffer) => err.push(chunk.toString("utf8")));
  return new Promise((resolve) => {
    child.on("close", (code) => {
      const [stdout, stderr] = [out.join(""), err.join("")];
      resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) as Record<string, unknown> });
    });
  });
}

/** Stops a process as Ctrl-C does; returns its exit code. */
export function interrupt(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.on("close", (code) => resolve(code));
    child.kill("SIGINT");
  });
}
