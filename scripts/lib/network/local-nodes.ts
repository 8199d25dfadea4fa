/**
 * The local nodes that run now, one file each, where every command of this user finds them: `--network local` works with
 * any home folder. Whoever can write there could lead commands to a false node, so files that others can change are refused.
 */
import { existsSync, readdirSync } from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import { DidimError } from "../../../src/public/index.ts";
import { stateFolder } from "../terminal/folders.ts";
import { type Home, removeIfThere, writeAtomically } from "../terminal/home.ts";
import { readJsonIfThere } from "../terminal/input/input.ts";
import { printedJson } from "../terminal/output/output.ts";
import { unsafePlace } from "../terminal/own-folder.ts";
import { IN_REPOSITORY, ROOT } from "../terminal/place.ts";

export interface LocalNode {
  readonly url: string;
  readonly pid: number;
  /** When it was recorded: seconds since 1970. */
  readonly since: number;
  /** The home folder, and the clone, from which it was started. */
  readonly home: string;
  readonly clone: string;
  /** The content of the addresses file. */
  readonly addresses: unknown;
}

export interface NodeRecord {
  readonly file: string;
  readonly node: LocalNode;
}

/** Where the records are. */
export const recordsFolder = (): string => join(stateFolder(), "local-nodes");

/** Records the node of this process for other commands, and forgets those that have ended. */
export function record(node: Pick<LocalNode, "url" | "addresses">, home: Home): NodeRecord {
  const { pid } = process;
  for (const { file, node } of recorded()) if (!isRunning(node)) removeIfThere(file);
  const file = join(recordsFolder(), `${pid}.json`);
  const whole: LocalNode = { ...node, pid, since: now(), home: home.folder, clone: ROOT };
  writeAtomically(file, printedJson(whole));
  // Only now, because the folder may have been made only now.
  checkOwn(file);
  return { file, node: whole };
}

/** The records of nodes whose process runs. Throws `node.record-unsafe`. */
export const runningNodes = (): readonly NodeRecord[] => recorded().filter(({ node }) => isRunning(node));

/**
 * The local node that a command means: that of its own clone before others, and of its own home folder before others. Throws
 * `node.none`, and `node.several` rather than choose one of them.
 */
export function localNode(home: Home): LocalNode {
  const here = IN_REPOSITORY ? ROOT : undefined;
  const running = runningNodes().map(({ node }) => node);
  const ofClone = preferred(running, ({ clone }) => clone === here);
  const [node, ...others] = preferred(ofClone, (one) => one.home === home.folder);
  if (node === undefined) throw none();
  if (others.length > 0) throw several([node, ...others]);
  return node;
}

/** Those that are as wished; all of them, if none is. */
function preferred(nodes: readonly LocalNode[], asWished: (node: LocalNode) => boolean): readonly LocalNode[] {
  const some = nodes.filter(asWished);
  return some.length > 0 ? some : nodes;
}

function none(): DidimError {
  const start = IN_REPOSITORY ? "in another terminal: npm run node" : "in a clone of Didim's repository: npm run node";
  return new DidimError("node.none", `No local node is running. Start one ${start}. (Or name a node: --network URL)`, {
    folder: recordsFolder(),
  });
}

function several(nodes: readonly LocalNode[]): DidimError {
  const urls = nodes.map(({ url }) => url);
  const [first] = urls;
  return new DidimError(
    "node.several",
    `Several local nodes are running: ${urls.join(", ")}. Name the one that you mean, as in --network ${first}`,
    { urls },
  );
}

function recorded(): readonly NodeRecord[] {
  const folder = recordsFolder();
  if (!existsSync(folder)) return [];
  checkOwn(folder);
  const files = readdirSync(folder).filter((name) => /^\d+\.json$/.test(name));
  return files.map((name) => join(folder, name)).flatMap(recordIn);
}

function recordIn(file: string): readonly NodeRecord[] {
  if (!existsSync(file)) return []; // Its node has ended since the folder was listed.
  checkOwn(file);
  const node = readJsonIfThere(file) as Partial<LocalNode> | undefined;
  if (node === undefined) return [];
  const { url, pid, since } = node;
  if (typeof url === "string" && typeof pid === "number" && typeof since === "number")
    return [{ file, node: node as LocalNode }];
  throw new DidimError("cli.file", `${file} is not the record of a local node. Delete it.`, { file });
}

/** Refuses what another user could have written, or put there. */
function checkOwn(path: string): void {
  const found = unsafePlace(path);
  if (found === undefined) return;
  throw new DidimError(
    "node.record-unsafe",
    `${found.path} ${found.why}, who could lead commands to a false node. See that it is yours and that only you can write to it, and start the local node again; or set XDG_STATE_HOME to a folder of your own. (Or name a node: --network URL)`,
    { file: found.path },
  );
}

const now = (): number => Math.floor(Date.now() / 1000);

/** A record from before the machine's start is of no process of now. The start is known to some seconds. */
function isRunning({ pid, since }: LocalNode): boolean {
  if (since < now() - uptime() - 60) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It has ended; or its number is now that of another user's process, who could answer at its port.
    return process.platform === "win32" && (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
