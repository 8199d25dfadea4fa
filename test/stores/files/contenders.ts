import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** A wallet that many processes open, with a password that is cheap to derive. */
export const WALLET = { password: "a wallet of many", cost: 2 ** 14 };

/**
 * The command that starts a process in a PID namespace of its own, as in a container; undefined where that is not
 * allowed.
 */
export const NAMESPACE = (() => {
  const command = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child=SIGKILL"] as const;
  const { status } = spawnSync(command[0], [...command.slice(1), "true"], { stdio: "ignore" });
  return status === 0 ? command : undefined;
})();

export interface Contest {
  /** The program of each contender and its arguments; the contender's name is added last. */
  readonly program: string;
  readonly args: readonly string[];
  /** A file whose existence tells the contenders to end. */
  readonly stop: string;
  readonly contenders: number;
  /** Splits the contenders between two PID namespaces with the same host name. */
  readonly areApart?: boolean;
  /** The name of a contender that should be killed at this moment, if any. */
  victim?(): string | undefined;
  isEnough(): boolean;
}

/**
 * Lets processes contend, kills and suspends some at random moments, and replaces the dead, until `isEnough` and all
 * have ended.
 */
export async function contend(contest: Contest): Promise<{ readonly killed: number; readonly stopped: number }> {
  const { contenders, stop, isEnough } = contest;
  let [started, killed, stopped] = [0, 0, 0];
  const start = () => new Contender(contest, started++);
  const all = Array.from({ length: contenders }, start);
  while (!isEnough()) {
    await wait(Math.random() * 60);
    const victim = Math.random() < 0.7 ? all.findIndex(({ name }) => name === contest.victim?.()) : -1;
    const which = victim === -1 ? Math.floor(Math.random() * contenders) : victim;
    const one = all[which] as Contender;
    if (one.isStopped) {
      one.signal("SIGCONT");
    } else if (Math.random() < 0.5) {
      if (one.signal("SIGSTOP")) stopped++;
    } else if (await one.kill()) {
      killed++;
      all[which] = start();
    }
  }
  writeFileSync(stop, "");
  await Promise.all(all.map((one) => one.end()));
  return { killed, stopped };
}

class Contender {
  readonly name: string;
  isStopped = false;
  readonly #child: ChildProcess;
  readonly #isApart: boolean;
  readonly #closed: Promise<unknown>;
  #said = "";

  constructor({ program, args, areApart = false }: Contest, number: number) {
    this.name = String(number);
    this.#isApart = areApart && number % 2 === 0;
    const [command = "", ...rest] = [
      ...(this.#isApart ? (NAMESPACE ?? []) : []),
      process.execPath,
      program,
      ...args,
      this.name,
    ];
    this.#child = spawn(command, rest, { stdio: ["ignore", "ignore", "pipe"] });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#said += text;
    });
    this.#closed = once(this.#child, "close");
  }

  /** Whether the process existed. */
  signal(signal: "SIGSTOP" | "SIGCONT" | "SIGKILL"): boolean {
    const pid = this.#isApart ? this.#inside() : this.#child.pid;
    if (pid === undefined) return false;
    process.kill(pid, signal);
    this.isStopped = signal === "SIGSTOP";
    return true;
  }

  async kill(): Promise<boolean> {
    if (!this.signal("SIGKILL")) return false;
    await this.#closed;
    return true;
  }

  /** Resumes the process if suspended; it then ends by itself. */
  async end(): Promise<void> {
    if (this.isStopped) this.signal("SIGCONT");
    const [code] = (await this.#closed) as [number | null];
    if (code !== 0) throw new Error(`contender ${this.name} ended with ${code}: ${this.#said}`);
  }

  /** The pid, outside the namespace, of the namespace's first process. */
  #inside(): number | undefined {
    const file = `/proc/${this.#child.pid}/task/${this.#child.pid}/children`;
    const [child] = existsSync(file) ? readFileSync(file, "utf8").trim().split(" ") : [];
    return child ? Number(child) : undefined;
  }
}

export interface Visits {
  readonly visits: number;
  readonly overlaps: readonly string[];
  /** Who is inside now, according to the log. */
  readonly inside: string | undefined;
}

/**
 * Reads a log of visits. Two were inside at once if one wrote after another had entered; a process killed inside writes
 * no more.
 */
export function readVisits(log: string): Visits {
  const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  const overlaps: string[] = [];
  let [visits, inside] = [0, ""];
  for (const line of lines) {
    const [visit = "", step] = line.split(" ");
    if (step === "in") {
      visits++;
      inside = visit;
    } else if (visit !== inside) {
      overlaps.push(`${visit} was still inside when ${inside} had come in`);
    }
  }
  return { visits, overlaps, inside: lines.at(-1)?.endsWith("out") ? undefined : inside.split(".")[0] };
}
