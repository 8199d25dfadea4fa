import { DidimError } from "../../errors/error.ts";
import { sleep } from "../sleep.ts";
import { CheckedNode } from "./checked-node.ts";
import { AHEAD, type Expected, MAX_LAG, timeOf } from "./expected.ts";
import type { BatchNode } from "./node.ts";
import type { Head } from "./seen-blocks.ts";

const LOOK_EVERY_MS = 3_000;
/** A node that takes longer to report its newest block counts as not responding. */
const LOOK_MS = 1_000;

/** A set of nodes, ordered by which to ask first. */
export class NodeSet {
  /** In the order given by the caller. */
  readonly nodes: readonly CheckedNode[];
  readonly #expected: Expected;
  #order: readonly CheckedNode[];
  /** The heads at the last check; undefined for a node that did not answer. */
  #heads: ReadonlyMap<CheckedNode, Head | undefined> = new Map();
  /** The newest block time (seconds since 1970) that any answer came from. */
  #newest = 0;
  #looked: number | undefined;
  #looking: Promise<void> | undefined;

  constructor(nodes: readonly BatchNode[], expected: Expected) {
    this.nodes = nodes.map((node) => new CheckedNode(node, expected));
    this.#order = this.nodes;
    this.#expected = expected;
  }

  /** The nodes, best first: those up to date, then those that lag, then those that did not answer. */
  async inOrder(): Promise<readonly CheckedNode[]> {
    if (this.#order.length === 1) return this.#order;
    await this.#look();
    const latest = timeOf(this.#expected) + AHEAD;
    const times = [...this.#heads.values()].map((head) => head?.time ?? 0).filter((time) => time <= latest);
    const oldest = Math.max(...times, 0) - this.#maxLag;
    const rank = (node: CheckedNode): number => {
      const head = this.#heads.get(node);
      if (head === undefined) return 2;
      return head.time < oldest || head.time > latest ? 1 : 0;
    };
    return this.#order.toSorted((one, other) => rank(one) - rank(other));
  }

  askLast(node: CheckedNode): void {
    this.#order = [...this.#order.filter((other) => other !== node), node];
  }

  /**
   * Throws `facts.node-behind` if an answer is older than one already seen, by more than nodes of one chain may differ.
   */
  checkNotBack({ name }: CheckedNode, head: Head | undefined): void {
    if (head === undefined || this.#expected.final === false) return;
    const behind = this.#newest - head.time;
    if (behind > this.#maxLag) {
      const message = `The newest block of ${name} is ${behind} s older than what another node has shown already.`;
      throw new DidimError("facts.node-behind", message, { node: name, behind, head: head.number });
    }
    // A block time ahead of the clock must not make other nodes appear to lag.
    this.#newest = Math.max(this.#newest, Math.min(head.time, Math.floor(timeOf(this.#expected))));
  }

  get #maxLag(): number {
    return this.#expected.maxLag ?? MAX_LAG;
  }

  /** Callers wait for the first check only. Later checks run in the background, so that a slow node delays nobody. */
  async #look(): Promise<void> {
    const isFirst = this.#looked === undefined;
    if (this.#looked === undefined || performance.now() - this.#looked > LOOK_EVERY_MS) {
      this.#looking ??= this.#lookAtAll();
    }
    if (isFirst) await this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    const looks = this.nodes.map(async (node) => {
      const head = node.newest(AbortSignal.timeout(LOOK_MS)).catch(() => undefined);
      return [node, await Promise.race([head, sleep(LOOK_MS, { keepsAlive: false })])] as const;
    });
    this.#heads = new Map(await Promise.all(looks));
    [this.#looked, this.#looking] = [performance.now(), undefined];
  }
}
