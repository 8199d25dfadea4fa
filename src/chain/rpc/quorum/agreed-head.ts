import { DidimError, isDidimError } from "../../../errors/error.ts";
import { isRecord, toQuantity } from "../answers.ts";
import type { CheckedNode } from "../checked-node.ts";
import { Failures } from "../errors/failures.ts";
import { AHEAD, MAX_LAG, timeOf } from "../expected.ts";
import { headIn, LATEST } from "../identity.ts";
import type { Head } from "../seen-blocks.ts";
import type { QuorumOptions } from "./quorum.ts";
import { untilEnough } from "./until-enough.ts";

interface Voters {
  readonly nodes: readonly CheckedNode[];
  /** Asks all nodes and returns the answer that `agree` of them give. */
  readonly poll: (method: string, params: readonly unknown[]) => Promise<unknown>;
}

/** Once enough nodes have answered, how long to wait for the rest. */
const GRACE_MS = 300;

/** The newest block on which enough nodes agree. It never goes back, even when later answers name an older block. */
export class AgreedHead {
  readonly #voters: Voters;
  readonly #options: QuorumOptions;
  readonly #behind = new Set<CheckedNode>();
  #reached: Head | undefined;
  #asking: Promise<Head> | undefined;

  constructor(voters: Voters, options: QuorumOptions) {
    this.#voters = voters;
    this.#options = options;
  }

  /**
   * The newest block that enough nodes know. Concurrent callers share one request. Throws `facts.node-stale` if the
   * block is too old.
   */
  newest(): Promise<Head> {
    this.#asking ??= this.#find().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** The block with that number. Throws `facts.no-state` if fewer than `agree` nodes have it. */
  async numbered(number: string): Promise<Head> {
    const found = await this.#voters.poll("eth_getBlockByNumber", [number, false]);
    if (found === null)
      throw new DidimError("facts.no-state", "Too few of the nodes have that block.", { block: number });
    if (!isRecord(found) || found.number !== number || typeof found.hash !== "string") {
      throw new DidimError("facts.bad-answer", "The nodes answer with another block than they were asked about.", {
        asked: number,
        found: String(isRecord(found) ? found.number : found).slice(0, 80),
      });
    }
    return headIn("What the nodes agree on", { result: found });
  }

  async #find(): Promise<Head> {
    const heads = await this.#heads();
    const found = await this.#agreedOf([...heads.values()]);
    const { maxHeadAge } = this.#options;
    const age = Math.round(timeOf(this.#options) - found.time);
    this.#reportLag(heads, found);
    this.#reached = found;
    if (maxHeadAge === undefined || age <= maxHeadAge) return found;
    const message = `The newest block that enough nodes know is ${age} s old. Does the chain stand still, or are most of the nodes cut off from it?`;
    throw new DidimError("facts.node-stale", message, { age, maxHeadAge, block: found.number });
  }

  /**
   * If all nodes tell the truth, the k-th highest head is known to k nodes. A lying node may name a block that no other
   * has, or a node may still be behind; then the next lower head is tried. The result is never lower than a head
   * reached before.
   */
  async #agreedOf(heads: readonly Head[]): Promise<Head> {
    const { agree } = this.#options;
    const sorted = heads.toSorted((one, other) => other.number - one.number).slice(agree - 1);
    const reached = this.#reached;
    let failure: unknown;
    for (const number of new Set(sorted.map((head) => head.number))) {
      if (reached !== undefined && number <= reached.number) return reached;
      try {
        return await this.numbered(toQuantity(number));
      } catch (error) {
        failure ??= error;
        if (!isDidimError(error, "facts.no-state") && !isDidimError(error, "facts.nodes-disagree")) throw error;
      }
    }
    if (reached !== undefined) return reached;
    throw failure;
  }

  async #heads(): Promise<ReadonlyMap<CheckedNode, Head>> {
    const { nodes } = this.#voters;
    const { agree } = this.#options;
    const heads = new Map<CheckedNode, Head>();
    const failures = new Failures(LATEST.method);
    const listening = new AbortController();
    const asked = nodes.map(async (node): Promise<void> => {
      try {
        heads.set(node, await node.newest(listening.signal));
      } catch (error) {
        failures.add(node, error);
      }
    });
    await untilEnough(asked, () => this.#isEnough([...heads.values()]), GRACE_MS);
    listening.abort();
    if (heads.size < agree) throw failures.toError(`Too few nodes answered; ${agree} must agree`);
    return heads;
  }

  /**
   * Enough means: the k-th highest head is near the highest. Otherwise a node that claims to be far behind could stand
   * in for an honest node that is slow to answer.
   */
  #isEnough(heads: readonly Head[]): boolean {
    const { agree, maxLag = MAX_LAG } = this.#options;
    const latest = timeOf(this.#options) + AHEAD;
    const times = heads.map(({ time }) => time).filter((time) => time <= latest);
    const [most = 0, least] = [Math.max(...times), times.sort((one, other) => other - one)[agree - 1]];
    return heads.length >= agree && (least === undefined || least >= most - maxLag);
  }

  /** Reports a node once each time it falls behind. */
  #reportLag(heads: ReadonlyMap<CheckedNode, Head>, agreed: Head): void {
    const { maxLag = MAX_LAG, onDissent } = this.#options;
    for (const [node, { number, time }] of heads) {
      const behind = agreed.time - time;
      if (behind <= maxLag) this.#behind.delete(node);
      else if (!this.#behind.has(node)) {
        this.#behind.add(node);
        const message = `${node.name} says that its newest block is ${number}, which is ${behind} s older than the one that the others agree on, ${agreed.number}.`;
        const facts = { node: node.name, head: number, agreed: agreed.number, behind };
        onDissent?.(new DidimError("facts.node-behind", message, facts));
      }
    }
  }
}
