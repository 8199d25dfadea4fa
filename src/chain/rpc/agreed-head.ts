import { DidimError, isDidimError } from "../../errors/error.ts";
import { quietTimer } from "../sleep.ts";
import { isRecord, toQuantity } from "./answers.ts";
import { AHEAD, MAX_LAG, timeOf } from "./expected.ts";
import { Failures } from "./failures.ts";
import type { HeldNode } from "./held-node.ts";
import { headIn, LATEST } from "./identity.ts";
import type { QuorumOptions } from "./quorum.ts";
import type { Head } from "./trail.ts";

interface Voters {
  readonly nodes: readonly HeldNode[];
  /** What so many agree on. */
  readonly poll: (method: string, params: readonly unknown[]) => Promise<unknown>;
}

/** How long those are waited for that have not said yet how far they are, once enough have. */
const GRACE_MS = 300;

/** On which block enough nodes agree. It never goes back: what was seen in a block is not unseen because some nodes have not come so far, or say so. */
export class AgreedHead {
  readonly #voters: Voters;
  readonly #options: QuorumOptions;
  readonly #behind = new Set<HeldNode>();
  #reached: Head | undefined;
  #asking: Promise<Head> | undefined;

  constructor(voters: Voters, options: QuorumOptions) {
    this.#voters = voters;
    this.#options = options;
  }

  /** The newest block that enough of the nodes know; asked once for all who want to know it at the same time. Throws `facts.node-stale` if it is too old. */
  newest(): Promise<Head> {
    this.#asking ??= this.#find().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** The block of that number. Throws `facts.no-state` if fewer know it. */
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
   * The k-th highest of the heads is known to k nodes, if all tell the truth; a liar's may be unknown to others, or one of them
   * not have come so far, and then the next lower is tried. None is lower than what was reached.
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

  async #heads(): Promise<ReadonlyMap<HeldNode, Head>> {
    const { nodes } = this.#voters;
    const { agree } = this.#options;
    const heads = new Map<HeldNode, Head>();
    const failures = new Failures(LATEST.method);
    const listening = new AbortController();
    const asked = nodes.map(async (node): Promise<void> => {
      try {
        heads.set(node, await node.newest(listening.signal));
      } catch (error) {
        failures.add(node, error);
      }
    });
    await untilEnough(asked, () => this.#isEnough([...heads.values()]));
    listening.abort();
    if (heads.size < agree) throw failures.toError(`Too few nodes answered; ${agree} must agree`);
    return heads;
  }

  /** So many that the k-th highest is near the highest. Else one that claims to be far behind would speak for an honest one that is merely slow to answer. */
  #isEnough(heads: readonly Head[]): boolean {
    const { agree, maxLag = MAX_LAG } = this.#options;
    const latest = timeOf(this.#options) + AHEAD;
    const times = heads.map(({ time }) => time).filter((time) => time <= latest);
    const [most = 0, least] = [Math.max(...times), times.sort((one, other) => other - one)[agree - 1]];
    return heads.length >= agree && (least === undefined || least >= most - maxLag);
  }

  /** Once for each time that it falls behind. */
  #reportLag(heads: ReadonlyMap<HeldNode, Head>, agreed: Head): void {
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

/** Until all have answered, or a while after enough of them have. */
function untilEnough(asked: readonly Promise<void>[], isEnough: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (isEnough()) quietTimer(resolve, GRACE_MS);
    };
    Promise.all(asked.map((one) => one.then(look))).then(() => resolve(), reject);
  });
}
