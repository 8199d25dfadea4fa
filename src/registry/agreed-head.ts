import { DidimError, isDidimError } from "../errors.ts";
import { Failures } from "./failures.ts";
import { NoAnswer, type Node } from "./node.ts";

export interface Block {
  /** A quantity, as JSON-RPC writes it. */
  readonly number: string;
  readonly hash: string;
}

interface Voters {
  readonly nodes: readonly Node[];
  readonly agree: number;
  /** What so many agree on. */
  readonly poll: (method: string, params: readonly unknown[]) => Promise<unknown>;
}

/** How long those are waited for that have not said yet how far they are, once enough have. */
const GRACE_MS = 300;

/** On which block enough nodes agree. */
export class AgreedHead {
  readonly #voters: Voters;
  #asking: Promise<Block> | undefined;

  constructor(voters: Voters) {
    this.#voters = voters;
  }

  /** The newest block that enough of the nodes know; asked once for all who want to know it at the same time. */
  newest(): Promise<Block> {
    this.#asking ??= this.#find().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** The block of that number. Throws `facts.no-state` if fewer know it. */
  async numbered(number: string): Promise<Block> {
    const found = (await this.#voters.poll("eth_getBlockByNumber", [number, false])) as Partial<Block> | null;
    if (found === null)
      throw new DidimError("facts.no-state", "Too few of the nodes have that block.", { block: number });
    if (found.number !== number || typeof found.hash !== "string") {
      throw new DidimError("facts.bad-answer", "The nodes answer with another block than they were asked about.", {
        asked: number,
        found: String(found.number).slice(0, 80),
      });
    }
    return { number, hash: found.hash };
  }

  /**
   * The k-th highest of the heads is known to k nodes, if all tell the truth; a liar's may be unknown to others, or one of them
   * not have come so far, and then the next lower is tried.
   */
  async #find(): Promise<Block> {
    const heads = await this.#heads();
    const candidates = [...new Set(heads.sort((one, other) => other - one).slice(this.#voters.agree - 1))];
    let failure: unknown;
    for (const number of candidates) {
      try {
        return await this.numbered(`0x${number.toString(16)}`);
      } catch (error) {
        failure ??= error;
        if (!isDidimError(error, "facts.no-state") && !isDidimError(error, "facts.nodes-disagree")) throw error;
      }
    }
    throw failure;
  }

  async #heads(): Promise<number[]> {
    const { nodes, agree } = this.#voters;
    const heads: number[] = [];
    const failures = new Failures("eth_blockNumber");
    const listening = new AbortController();
    const asked = nodes.map(async (node): Promise<void> => {
      try {
        heads.push(numberOf(await node.request("eth_blockNumber", [], listening.signal)));
      } catch (error) {
        failures.add(node, error);
      }
    });
    await untilEnough(asked, () => heads.length >= agree);
    listening.abort();
    if (heads.length < agree) throw failures.toError(`Too few nodes answered; ${agree} must agree`);
    return heads;
  }
}

/** Until all have answered, or a while after enough of them have. */
function untilEnough(asked: readonly Promise<void>[], isEnough: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (isEnough()) setTimeout(resolve, GRACE_MS).unref();
    };
    Promise.all(asked.map((one) => one.then(look))).then(() => resolve(), reject);
  });
}

function numberOf(answer: unknown): number {
  const number = typeof answer === "string" && /^0x[0-9a-f]{1,14}$/i.test(answer) ? Number(answer) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new NoAnswer("a block number that is none");
}
