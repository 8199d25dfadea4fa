import { setTimeout as sleep } from "node:timers/promises";
import { DidimError } from "../errors.ts";
import { type Node, RpcError } from "./node.ts";

/** What is expected of every node. */
export interface Expected {
  /** The chain that every node must be on. */
  readonly chainId?: bigint;
  /** The hash of the chain's first block: two chains may bear the same id. */
  readonly genesis?: string;
  /** Seconds: a node whose newest block is older than this is not asked. Not looked at unless told: a local chain stands still. */
  readonly maxHeadAge?: number;
  /** Seconds: a node whose newest block is older than that of the others by more than this is asked last; 15 unless told. */
  readonly maxLag?: number;
  /** The present time, seconds since 1970. */
  readonly now?: () => number;
}

/** What is known of a node. */
interface Standing {
  /** Settled when it was seen to be on the right chain; forgotten again when it was not. */
  chain?: Promise<void>;
  /** The time of its newest block, when it was last looked at; undefined: it did not say. */
  head: number | undefined;
}

const MAX_LAG = 15;
const LOOK_EVERY_MS = 3_000;
/** A node that does not say within this what its newest block is, is not waited for. */
const LOOK_MS = 1_000;
/** As the verifier's rule of freshness: a block further ahead than this tells nothing about who lags. */
const AHEAD = 60;

/** Several nodes, and which of them are to be asked first, last or not at all. */
export class Fleet {
  readonly #standings: ReadonlyMap<Node, Standing>;
  readonly #expected: Expected;
  readonly #now: () => number;
  #order: readonly Node[];
  #looked: number | undefined;
  #looking: Promise<void> | undefined;

  constructor(nodes: readonly Node[], expected: Expected) {
    this.#order = nodes;
    this.#standings = new Map(nodes.map((node) => [node, { head: undefined }]));
    this.#expected = expected;
    this.#now = expected.now ?? (() => Date.now() / 1000);
  }

  /** The nodes, the best first: up with their fellows; then those that lag; then those that did not say. */
  async inOrder(): Promise<readonly Node[]> {
    if (this.#order.length === 1) return this.#order;
    await this.#look();
    const latest = this.#now() + AHEAD;
    const heads = this.#order.map((node) => this.#headOf(node) ?? 0).filter((time) => time <= latest);
    const oldest = Math.max(...heads, 0) - (this.#expected.maxLag ?? MAX_LAG);
    const rank = (node: Node): number => {
      const head = this.#headOf(node);
      if (head === undefined) return 2;
      return head < oldest || head > latest ? 1 : 0;
    };
    return this.#order.toSorted((one, other) => rank(one) - rank(other));
  }

  askLast(node: Node): void {
    this.#order = [...this.#order.filter((other) => other !== node), node];
  }

  /** The node as one that is asked nothing before it was checked. */
  checked(node: Node): Node {
    return {
      name: node.name,
      request: async (method, params, signal) => {
        await this.check(node, signal);
        return node.request(method, params, signal);
      },
    };
  }

  /** Before a node is believed anything. Throws `facts.wrong-chain`, `facts.node-stale`, or as {@link Node.request}. */
  async check(node: Node, signal?: AbortSignal): Promise<void> {
    const standing = this.#standings.get(node);
    if (standing === undefined) return;
    standing.chain ??= checkChain(node, this.#expected, signal);
    try {
      await standing.chain;
    } catch (error) {
      delete standing.chain;
      throw error;
    }
    await this.#checkAge(node, standing, signal);
  }

  async #checkAge(node: Node, standing: Standing, signal?: AbortSignal): Promise<void> {
    const { maxHeadAge } = this.#expected;
    if (maxHeadAge === undefined || this.#ageOf(standing.head) <= maxHeadAge) return;
    standing.head = await headTime(node, signal);
    const age = Math.round(this.#ageOf(standing.head));
    if (age <= maxHeadAge) return;
    const message = `The newest block of ${node.name} is ${age} s old. Does the chain stand still, or is the node cut off from it?`;
    throw new DidimError("facts.node-stale", message, { node: node.name, age, maxHeadAge });
  }

  #ageOf(head: number | undefined): number {
    return head === undefined ? Number.POSITIVE_INFINITY : this.#now() - head;
  }

  #headOf(node: Node): number | undefined {
    return this.#standings.get(node)?.head;
  }

  /** Whoever asks waits for the first look; later ones are made meanwhile, so that a slow node costs nobody time. */
  async #look(): Promise<void> {
    const isFirst = this.#looked === undefined;
    if (this.#looked === undefined || performance.now() - this.#looked > LOOK_EVERY_MS) {
      this.#looking ??= this.#lookAtAll();
    }
    if (isFirst) await this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    const looks = [...this.#standings].map(async ([node, standing]) => {
      const head = headTime(node, AbortSignal.timeout(LOOK_MS)).catch(() => undefined);
      standing.head = await Promise.race([head, sleep(LOOK_MS, undefined, { ref: false })]);
    });
    await Promise.all(looks);
    [this.#looked, this.#looking] = [performance.now(), undefined];
  }
}

async function headTime(node: Node, signal?: AbortSignal): Promise<number> {
  const block = await ask(node, "eth_getBlockByNumber", ["latest", false], signal);
  const { timestamp } = (block ?? {}) as { timestamp?: unknown };
  const time = Number(timestamp);
  if (typeof timestamp === "string" && Number.isSafeInteger(time)) return time;
  throw badAnswer(node, "does not say what its newest block is");
}

async function checkChain(node: Node, { chainId, genesis }: Expected, signal?: AbortSignal): Promise<void> {
  if (chainId !== undefined) {
    const found = String(await ask(node, "eth_chainId", [], signal)).slice(0, 80);
    const right = /^0x[0-9a-f]{1,64}$/i.test(found) && BigInt(found) === chainId;
    if (!right) throw wrongChain(node, `on chain ${found}, not ${chainId}`, chainId, found);
  }
  if (genesis !== undefined) {
    const block = await ask(node, "eth_getBlockByNumber", ["0x0", false], signal);
    const found = String(((block ?? {}) as { hash?: unknown }).hash).slice(0, 80);
    if (found !== genesis)
      throw wrongChain(node, "on another chain with that id: its first block differs", genesis, found);
  }
}

/** A node that refuses what every node can answer is as good as none. */
async function ask(node: Node, method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
  try {
    return await node.request(method, params, signal);
  } catch (error) {
    throw error instanceof RpcError ? badAnswer(node, `refuses ${method}`) : error;
  }
}

function wrongChain({ name }: Node, what: string, expected: bigint | string, found: string): DidimError {
  return new DidimError("facts.wrong-chain", `${name} is ${what}.`, { node: name, expected, found });
}

function badAnswer({ name }: Node, what: string): DidimError {
  return new DidimError("facts.bad-answer", `${name} ${what}.`, { node: name, what });
}
