import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";

/** Which process a lock file names. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as the kernel counts it, where that can be read: process ids come back. */
  readonly started: string | undefined;
  /** One holding: a process that lets go and takes again is told apart. */
  readonly holding: string;
}

/** Read once: of a process that runs it never changes. */
let mine: Promise<string | undefined> | undefined;

export async function thisProcess(): Promise<Owner> {
  mine ??= startOf(process.pid);
  return { pid: process.pid, host: hostname(), started: await mine, holding: randomUUID() };
}

export function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, host, started, holding } = JSON.parse(text) as Partial<Record<keyof Owner, unknown>>;
    if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
    if (typeof host !== "string" || typeof holding !== "string") return undefined;
    return { pid, host, started: typeof started === "string" ? started : undefined, holding };
  } catch {
    return undefined;
  }
}

export function isThisProcess({ pid, host }: Owner): boolean {
  return pid === process.pid && host === hostname();
}

/** Whether a process has surely ended. Of a process on another machine nobody here can know. */
export async function isGone({ pid, host, started }: Owner): Promise<boolean> {
  if (host !== hostname()) return false;
  if (!isRunning(pid)) return true;
  const now = await startOf(pid);
  return started !== undefined && now !== undefined && now !== started;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/** proc(5): boot id, and field 22 of /proc/<pid>/stat; the fields are counted after the name in parentheses, which may hold spaces. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie has ended, and only waits for its parent to ask how.
    return fields[0] === "Z" ? "ended" : `${boot.trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}
