import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

/** Where a terminal opens. */
export interface Place {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface Ran {
  /** Undefined: the time was over. */
  readonly code: number | undefined;
  /** Standard output and standard error, as a terminal shows them. */
  readonly printed: string;
}

/** More than this is not kept: of a program that never stops printing, the end says enough. */
const MOST = 1_000_000;

/** One shell: commands, variables and folders of one block hold for the next one. */
export class Terminal {
  readonly #shell: ChildProcess;
  readonly #ended: Promise<number>;
  #hasEnded = false;
  #printed = "";
  #heard: () => void = () => undefined;

  constructor({ folder, env }: Place) {
    // In a group of its own, so that all that it started can be ended together.
    this.#shell = spawn("bash", ["--norc", "--noprofile"], { cwd: folder, env, detached: true });
    const { stdout, stderr } = this.#shell;
    for (const stream of [stdout, stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#printed = (this.#printed + text).slice(-MOST);
        this.#heard();
      });
    }
    this.#ended = new Promise((resolve) => {
      this.#shell.once("close", (code) => {
        this.#hasEnded = true;
        this.#heard();
        resolve(code ?? 1);
      });
    });
    this.#type("exec 2>&1");
  }

  get printed(): string {
    return this.#printed;
  }

  /** Whether the shell, and so the program in it, has ended. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /**
   * Runs commands until the first one that fails, and returns its exit code, or 0. If a failure is `expected`, the commands
   * run in a subshell, which it ends instead of this one.
   */
  async run(commands: string, { seconds, expected = 0 }: { seconds: number; expected?: number }): Promise<Ran> {
    this.#printed = "";
    const mark = `didim-recipe-${randomUUID()}`;
    if (expected === 0) {
      this.#type(`trap 'echo "${mark} $?"' EXIT; set -eo pipefail`);
      this.#type(`{\n${commands}\n} </dev/null; trap - EXIT; set +e; echo "${mark} 0"`);
    } else {
      this.#type(`( set -eo pipefail\n${commands}\n) </dev/null; echo "${mark} $?"`);
    }
    const end = new RegExp(`${mark} (\\d+)\\n`);
    await this.until(() => end.test(this.#printed), seconds);
    const found = end.exec(this.#printed);
    const printed = found === null ? this.#printed : this.#printed.slice(0, found.index);
    return { code: found === null ? (this.#hasEnded ? 1 : undefined) : Number(found[1]), printed };
  }

  /** Runs commands and does not wait for them. */
  start(commands: string): void {
    this.#type(`{\n${commands}\n} </dev/null; exit $?`);
    this.#shell.stdin?.end();
  }

  /** Waits until something is so, the shell has ended, or the time is over. */
  async until(isSo: () => boolean, seconds: number): Promise<void> {
    const over = new AbortController();
    const late = wait(seconds * 1000, "late", { signal: over.signal }).catch(() => "late");
    while (!isSo() && !this.#hasEnded) {
      const heard = new Promise<string>((resolve) => {
        this.#heard = () => resolve("heard");
      });
      if ((await Promise.race([heard, late])) === "late") break;
    }
    over.abort();
  }

  /** Ends all that runs here: by Ctrl-C, and if that does not help within some seconds, for good. */
  async close(): Promise<void> {
    this.#signal("SIGINT");
    this.#shell.stdin?.end();
    const timer = setTimeout(() => this.#signal("SIGKILL"), 5_000);
    await this.#ended;
    clearTimeout(timer);
    this.#signal("SIGKILL");
  }

  #type(line: string): void {
    this.#shell.stdin?.write(`${line}\n`);
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      if (this.#shell.pid !== undefined) process.kill(-this.#shell.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
