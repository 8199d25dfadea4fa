import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Judged, Judgement, Order, Ready } from "./judgement.ts";

const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));
const START_MS = 30 * 60_000;
const LONGEST_MS = 60 * 60_000;

/** A worker process (worker.ts), started on demand, and again when it stopped answering. */
export class Worker {
  readonly #contract: string;
  #child: ChildProcess | undefined;
  #ready: Ready | undefined;

  constructor(contract: string) {
    this.#contract = contract;
  }

  /** The results of the tests on the unchanged contract. Throws if a test fails: then no mutant can be judged. */
  async ready(): Promise<Ready> {
    if (this.#ready !== undefined) return this.#ready;
    const child = fork(WORKER, [this.#contract], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.#child = child;
    const answer = await next<Ready>(child, START_MS);
    if (answer?.failed !== undefined) throw new Error(`fails on the unchanged contract: ${answer.failed}`);
    if (answer === undefined) throw new Error("a worker did not start");
    this.#ready = answer;
    return answer;
  }

  async judge(order: Order): Promise<Judgement> {
    await this.ready();
    const child = this.#child;
    if (child === undefined) throw new Error("no worker");
    child.send(order);
    const judged = await next<Judged>(child, LONGEST_MS);
    const gone = child.exitCode !== null || child.signalCode !== null;
    if (judged === undefined || judged.verdict === "timeout") this.end();
    return judged ?? (gone ? { verdict: "broken", by: "the worker died" } : { verdict: "timeout" });
  }

  end(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
    this.#ready = undefined;
  }
}

/** A worker's next message; undefined if none comes in time, or if the worker is gone. */
function next<T>(child: ChildProcess, patience: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const done = (message: T | undefined) => {
      clearTimeout(timer);
      child.removeAllListeners("message").removeAllListeners("exit");
      resolve(message);
    };
    const timer = setTimeout(() => done(undefined), patience);
    child.once("message", (message) => done(message as T));
    child.once("exit", () => done(undefined));
  });
}
