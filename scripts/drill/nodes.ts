import { setTimeout as sleep } from "node:timers/promises";
import { pidOf, startNode, stopNode } from "../../network/besu.ts";
import { urlOf } from "../../network/health.ts";
import { enode } from "../../network/node-files.ts";
import { Watchdog } from "../../network/watchdog.ts";
import type { Rpc } from "../../src/public/chain.ts";
import { createRpc } from "../../src/public/chain.ts";
import { DidimError } from "../../src/public/index.ts";
import { type Block, blockOf } from "../../src/public/registry.ts";
import { PATIENCE } from "./fault.ts";
import type { Throwaway } from "./throwaway.ts";

/** A live node answers within this time, even on a busy machine. */
const ANSWER_MS = 10_000;
const POLL_MS = 300;
/** Enough time for two nodes to connect or disconnect. */
const SETTLE_MS = 5_000;
/** How long a node may take to stop in order. */
const STOP_MS = 120_000;
/** How long a node may stand still before it is restarted, and how often the watchdog looks. */
const STILL_MS = 60_000;
const WATCH_MS = 5_000;

/** Controls the nodes of a throwaway consortium. Throws `drill.timeout` if an expected event does not occur. */
export class Nodes {
  readonly names: readonly string[];
  readonly #of: Throwaway;
  readonly #rpcs: ReadonlyMap<string, Rpc>;
  #restarts = 0;

  constructor(of: Throwaway) {
    const { nodes } = of.consortium;
    this.#of = of;
    this.names = nodes.map(({ name }) => name);
    this.#rpcs = new Map(nodes.map((node) => [node.name, createRpc({ url: urlOf(node), timeoutMs: ANSWER_MS })]));
  }

  /** How many nodes stood still while they should catch up, and were restarted by the watchdog. */
  get restarts(): number {
    return this.#restarts;
  }

  rpc(name: string): Rpc {
    const found = this.#rpcs.get(name);
    if (found === undefined) throw new RangeError(`no node ${name}`);
    return found;
  }

  start(...names: readonly string[]): void {
    for (const name of names) startNode(this.#of.besu, this.#of.folder, name);
  }

  /** Kills the nodes at once. */
  async kill(...names: readonly string[]): Promise<void> {
    this.#signal("SIGKILL", names);
    await this.#until(async () => names.every((name) => this.#pid(name) === undefined), 30, "the processes end");
  }

  /** Stops the nodes in order, the last one first. */
  async stop(...names: readonly string[]): Promise<void> {
    for (const name of names.toReversed()) await stopNode(this.#of.folder, name, STOP_MS);
  }

  /** Freezes the nodes, with their connections open, until they are thawed. */
  freeze(...names: readonly string[]): void {
    this.#signal("SIGSTOP", names);
  }

  thaw(...names: readonly string[]): void {
    this.#signal("SIGCONT", names);
  }

  /** Separates `some` from all other nodes: neither side connects to the other until {@link heal}. */
  async part(some: readonly string[]): Promise<void> {
    await this.#across(some, "admin_removePeer");
    const severed = async (): Promise<boolean> => {
      const counts = await Promise.all(this.names.map((name) => this.#peers(name)));
      return counts.every((count, i) => count === this.#side(some, this.names[i] ?? "").length - 1);
    };
    await this.#until(severed, 60, "the sides are parted");
  }

  /** Reconnects the nodes. A single call has failed before, so it repeats the call until all are connected. */
  async heal(some: readonly string[]): Promise<void> {
    const connected = async (): Promise<boolean> => {
      await this.#across(some, "admin_addPeer");
      await sleep(SETTLE_MS);
      const counts = await Promise.all(this.names.map((name) => this.#peers(name)));
      return counts.every((count) => count === this.names.length - 1);
    };
    await this.#until(connected, PATIENCE, "all are connected again");
  }

  /** The newest block of each node that answers. */
  async heads(names: readonly string[] = this.names): Promise<ReadonlyMap<string, Block>> {
    const asked = names.map(async (name): Promise<readonly [string, Block][]> => {
      try {
        return [[name, await blockOf(this.rpc(name), "latest")]];
      } catch {
        return [];
      }
    });
    return new Map((await Promise.all(asked)).flat());
  }

  /** The highest block number of any node. */
  async height(names: readonly string[] = this.names): Promise<bigint> {
    const heads = [...(await this.heads(names)).values()].map(({ number }) => number);
    return heads.reduce((most, number) => (number > most ? number : most), 0n);
  }

  /** The highest block number that all nodes have. Throws if a node does not answer. */
  async commonHeight(): Promise<bigint> {
    const heads = await Promise.all(this.names.map((name) => blockOf(this.rpc(name), "latest")));
    return heads.reduce((least, { number }) => (number < least ? number : least), heads[0]?.number ?? 0n);
  }

  /** Waits until each of them has the block at that height. */
  async whenAllHave(height: bigint, seconds: number): Promise<void> {
    const allHave = async (): Promise<boolean> => {
      const heads = await this.heads();
      return this.names.every((name) => (heads.get(name)?.number ?? -1n) >= height);
    };
    await this.#untilWatched(allHave, seconds, `all nodes have block ${height}`);
  }

  /** The hashes that the nodes have at a height. There is one if there is one history. */
  async hashesAt(height: bigint): Promise<ReadonlySet<string>> {
    const blocks = await Promise.all(this.names.map((name) => blockOf(this.rpc(name), height)));
    return new Set(blocks.map(({ hash }) => hash));
  }

  /** Waits until a block after that height is sealed; returns the time in milliseconds. */
  async whenPast(height: bigint, seconds: number): Promise<number> {
    const start = Date.now();
    await this.#until(async () => (await this.height()) > height, seconds, `a block after ${height} is sealed`);
    return Date.now() - start;
  }

  /**
   * Waits until these nodes have every block of the others; returns the time in milliseconds. A node that stands still
   * meanwhile is restarted, as `consortium watch` does.
   */
  async whenCaughtUp(names: readonly string[], seconds: number): Promise<number> {
    const start = Date.now();
    const caughtUp = async (): Promise<boolean> => {
      const target = await this.height();
      const heads = await this.heads(names);
      return names.every((name) => (heads.get(name)?.number ?? -1n) >= target - 1n);
    };
    await this.#untilWatched(caughtUp, seconds, `${names.join(", ")} caught up`);
    return Date.now() - start;
  }

  /**
   * Waits until the node proposes a block after that height, so that it takes part in the consensus again. A restarted
   * node has all blocks earlier than that.
   */
  async whenProposing(name: string, height: bigint, seconds: number): Promise<void> {
    const address = this.#of.consortium.nodes.find((node) => node.name === name)?.address;
    const proposed = async (): Promise<boolean> => {
      const newest = Object(await this.rpc(name).request("eth_getBlockByNumber", ["latest", false]));
      return BigInt(newest.number ?? 0) > height && String(newest.miner).toLowerCase() === address?.toLowerCase();
    };
    await this.#untilWatched(proposed, seconds, `${name} proposes a block`);
  }

  #pid(name: string): number | undefined {
    return pidOf(this.#of.folder.node(name));
  }

  #signal(signal: NodeJS.Signals, names: readonly string[]): void {
    for (const name of names) {
      const pid = this.#pid(name);
      if (pid !== undefined) process.kill(pid, signal);
    }
  }

  #side(some: readonly string[], name: string): readonly string[] {
    const inside = some.includes(name);
    return this.names.filter((other) => some.includes(other) === inside);
  }

  async #across(some: readonly string[], method: string): Promise<void> {
    const calls = this.#of.consortium.nodes.flatMap((node) => {
      const others = this.names.filter((other) => !this.#side(some, node.name).includes(other));
      return others.map((other) => this.rpc(other).request(method, [enode(node)]));
    });
    await Promise.all(calls);
  }

  async #peers(name: string): Promise<number> {
    return Number(await this.rpc(name).request("net_peerCount"));
  }

  /** {@link #until}, with the watchdog over all nodes. All of them must be running and connected. */
  async #untilWatched(holds: () => Promise<boolean>, seconds: number, what: string): Promise<void> {
    const { besu, folder, consortium } = this.#of;
    const watchdog = new Watchdog({ folder, nodes: consortium.nodes, by: { besu }, stillMs: STILL_MS });
    let looked = Number.NEGATIVE_INFINITY;
    const watched = async (): Promise<boolean> => {
      if (await holds()) return true;
      if (performance.now() - looked < WATCH_MS) return false;
      looked = performance.now();
      this.#restarts += (await watchdog.round()).length;
      return false;
    };
    await this.#until(watched, seconds, what);
  }

  async #until(holds: () => Promise<boolean>, seconds: number, what: string): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        throw new DidimError("drill.timeout", `After ${seconds} s this had not happened: ${what}.`, { seconds, what });
      }
      await sleep(POLL_MS);
    }
  }
}
