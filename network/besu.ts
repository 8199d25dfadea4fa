import { execFileSync, spawn } from "node:child_process";
import { accessSync, closeSync, constants, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DidimError, isDidimError } from "../src/public/index.ts";
import { makeFolder } from "../src/public/node.ts";
import type { ConsortiumFolder, NodeFolder } from "./folder.ts";

/** The Besu executable: $BESU, otherwise `besu` in PATH. Throws `node.no-besu`, which says what to install. */
export function findBesu(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const named = env.BESU ?? "";
  const candidates = named !== "" ? [named] : (env.PATH ?? "").split(delimiter).map((folder) => join(folder, "besu"));
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  throw new DidimError(
    "node.no-besu",
    `${named === "" ? "There is no besu in PATH" : `$BESU names ${named}, which cannot be run`}. Install Hyperledger Besu and the JDK that it asks for, and put its bin/ into PATH or name it: BESU=/path/to/bin/besu. Or use the docker-compose.yml that init wrote.`,
    { looked: named === "" ? "PATH" : named },
  );
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A node's command line. It only names files in the node's folder, which contain everything else. */
export function besuArguments(folder: ConsortiumFolder, name: string): string[] {
  const node = folder.node(name);
  return [
    `--config-file=${node.config}`,
    `--genesis-file=${folder.genesis}`,
    `--node-private-key-file=${node.key}`,
    `--static-nodes-file=${node.staticNodes}`,
    `--permissions-nodes-config-file=${node.permissions}`,
    `--permissions-accounts-config-file=${node.permissions}`,
    `--data-path=${node.data}`,
  ];
}

/** Starts a node that outlives this process, unless it is running. Its output goes to its log file. */
export function startNode(besu: string, folder: ConsortiumFolder, name: string): { readonly started: boolean } {
  const node = folder.node(name);
  if (pidOf(node) !== undefined) return { started: false };
  makeFolder(node.data);
  const log = openSync(node.log, "a", 0o600);
  try {
    const child = spawn(besu, besuArguments(folder, name), {
      cwd: node.path,
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...process.env, BESU_OPTS: process.env.BESU_OPTS ?? HEAP },
    });
    child.on("error", () => undefined); // whoever waits for the node will notice that it is not there
    child.unref();
    if (child.pid !== undefined) writeFileSync(node.pid, `${child.pid}\n`, { mode: 0o600 });
  } finally {
    closeSync(log);
  }
  return { started: true };
}

/** Four nodes fit on one small machine. A server with one node can get more memory by $BESU_OPTS. */
const HEAP = "-Xmx1g";

/**
 * The process id of a node; undefined if it is not running. A pid that now belongs to another process does not count.
 */
export function pidOf(node: NodeFolder): number | undefined {
  const pid = readPid(node.pid);
  return pid !== undefined && commandOf(pid).includes(node.config) ? pid : undefined;
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function commandOf(pid: number): string {
  try {
    // On Linux; a container may lack `ps`.
    if (existsSync("/proc/self/cmdline")) return commandInProc(pid);
    return execFileSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return ""; // no such process
  }
}

const LOOK_AGAIN_MS = 1;
const MOST_LOOKS = 500;

/**
 * A launcher's command line is empty while it becomes another program (`exec`), for some 0.2 ms. A process that has
 * ended, but that nobody has waited for, has an empty one for good.
 */
function commandInProc(pid: number): string {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    if (command !== "" || hasEnded(pid)) return command;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
  }
  return "";
}

/** By the state after the program's name, which is in brackets and may hold anything. */
function hasEnded(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return /^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
}

/** Asks a node to stop and waits until it has. Throws `node.not-stopped` if it has not after `timeoutMs`. */
export async function stopNode(
  folder: ConsortiumFolder,
  name: string,
  timeoutMs: number,
): Promise<{ readonly stopped: boolean }> {
  const node = folder.node(name);
  const pid = pidOf(node);
  if (pid !== undefined) {
    process.kill(pid, "SIGTERM");
    const deadline = Date.now() + timeoutMs;
    while (pidOf(node) !== undefined) {
      if (Date.now() > deadline) throw notStopped(name, pid);
      await sleep(100);
    }
  }
  rmSync(node.pid, { force: true });
  return { stopped: pid !== undefined };
}

/**
 * Stops a node and starts it again. A deadlocked node has not stopped in order after `timeoutMs`; it is then killed,
 * which loses nothing that is sealed.
 */
export async function restartNode(
  besu: string,
  folder: ConsortiumFolder,
  name: string,
  timeoutMs: number,
): Promise<void> {
  try {
    await stopNode(folder, name, timeoutMs);
  } catch (error) {
    const pid = pidOf(folder.node(name));
    if (!isDidimError(error, "node.not-stopped") || pid === undefined) throw error;
    process.kill(pid, "SIGKILL");
    await stopNode(folder, name, timeoutMs);
  }
  startNode(besu, folder, name);
}

function notStopped(name: string, pid: number): DidimError {
  return new DidimError(
    "node.not-stopped",
    `${name} (process ${pid}) was asked to end and has not yet. Wait and run it again; kill -9 loses nothing that is sealed.`,
    { node: name, pid },
  );
}

/** The end of a node's log, to show why it died. */
export function logTail(node: NodeFolder, lines = 12): string {
  try {
    return readFileSync(node.log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "(no log)";
  }
}
