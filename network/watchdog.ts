import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Rpc } from "../src/public/chain.ts";
import { createRpc } from "../src/public/chain.ts";
import { DidimError } from "../src/public/index.ts";
import { blockOf } from "../src/public/registry.ts";
import { pidOf, restartNode } from "./besu.ts";
import type { ConsortiumFolder } from "./folder.ts";
import { urlOf } from "./health.ts";
import type { ConsortiumNode } from "./record.ts";
import { type Sighting, Standstill } from "./standstill.ts";

/**
 * How nodes are restarted: by the Besu executable, as `consortium up` does, or by the words of a command, such as
 * systemd's, in which `{node}` stands for the node's name.
 */
export type RestartedBy = { readonly besu: string } | { readonly command: readonly string[] };

export interface WatchdogOptions {
  readonly folder: ConsortiumFolder;
  readonly nodes: readonly ConsortiumNode[];
  readonly by: RestartedBy;
  /** How long a node may stand still, in milliseconds. */
  readonly stillMs: number;
  /** How long a node may take to stop in order, in milliseconds, before it is killed. Default: 20 s. */
  readonly stopMs?: number;
}

const run = promisify(execFile);

const STOP_MS = 20_000;

/** A live node answers within this time, even on a busy machine. */
const ANSWER_MS = 10_000;

/** Restarts nodes of this machine that stand still. */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #standstill: Standstill;
  readonly #rpcs: ReadonlyMap<string, Rpc>;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#standstill = new Standstill(options.stillMs);
    this.#rpcs = new Map(
      options.nodes.map((node) => [node.name, createRpc({ url: urlOf(node), timeoutMs: ANSWER_MS })]),
    );
  }

  /** Looks at all nodes once, and restarts those that stand still. Returns the restarted nodes. */
  async round(): Promise<readonly Sighting[]> {
    const seen = await Promise.all([...this.#rpcs].map(([name, rpc]) => sight(name, rpc)));
    const still = this.#standstill.look(seen, performance.now());
    const ours = seen.filter(({ name }) => still.includes(name) && this.#isRunning(name));
    for (const { name } of ours) {
      await this.#restart(name);
      this.#standstill.forget(name);
    }
    return ours;
  }

  /** Not a node that somebody stopped. A command may be for nodes whose processes are not seen here, as in Docker. */
  #isRunning(name: string): boolean {
    const { folder, by } = this.#options;
    return "command" in by || pidOf(folder.node(name)) !== undefined;
  }

  async #restart(name: string): Promise<void> {
    const { folder, by, stopMs = STOP_MS } = this.#options;
    if ("besu" in by) return restartNode(by.besu, folder, name, stopMs);
    const [program = "", ...words] = by.command.map((word) => word.replaceAll("{node}", name));
    try {
      await run(program, words);
    } catch (cause) {
      throw new DidimError(
        "node.not-restarted",
        `${name} stands still, and the command did not restart it.`,
        { node: name },
        { cause },
      );
    }
  }
}

async function sight(name: string, rpc: Rpc): Promise<Sighting> {
  try {
    const [{ number }, peers, syncing] = await Promise.all([
      blockOf(rpc, "latest"),
      rpc.request("net_peerCount"),
      rpc.request("eth_syncing"),
    ]);
    return { name, block: Number(number), peers: Number(peers), ...highestIn(syncing) };
  } catch {
    return { name };
  }
}

/** `false` if the node is not syncing, otherwise an object with hexadecimal block numbers. */
function highestIn(syncing: unknown): Pick<Sighting, "highestOfPeers"> {
  const { highestBlock } = Object(syncing) as { readonly highestBlock?: unknown };
  const highestOfPeers = Number(highestBlock);
  return Number.isSafeInteger(highestOfPeers) ? { highestOfPeers } : {};
}
