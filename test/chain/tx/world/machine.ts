import { keccak256 } from "ethers";

/** A signed transaction of the world's one account. */
export interface Signed {
  readonly raw: string;
  readonly hash: string;
  readonly nonce: number;
  readonly to: string;
  readonly data: string;
}

export interface Block {
  readonly number: number;
  readonly hash: string;
  /** Seconds. */
  readonly time: number;
  readonly transactions: readonly Signed[];
  /** The account's nonce after the block. */
  readonly next: number;
}

/**
 * A world's signed bytes: the transaction in JSON. `salt`: the gas limit, or another difference between identical
 * calls.
 */
export function sign(nonce: number, to: string, data: string, salt: number): Signed {
  const raw = `0x${Buffer.from(JSON.stringify({ nonce, to, data, salt })).toString("hex")}`;
  return { raw, hash: keccak256(raw), nonce, to, data };
}

interface Written {
  readonly nonce: number;
  readonly to: string;
  readonly data: string;
  readonly salt: number;
}

function unsign(raw: string): Signed {
  const { nonce, salt, to, data } = JSON.parse(Buffer.from(raw.slice(2), "hex").toString()) as Written;
  return sign(nonce, to, data, salt);
}

const quantity = (value: number): string => `0x${value.toString(16)}`;
const hashOf = (number: number): string => `0x${(number + 0xb10c0000).toString(16).padStart(64, "0")}`;

/** The finalized chain. */
export class Chain {
  readonly blocks: Block[] = [{ number: 0, hash: hashOf(0), time: 0, transactions: [], next: 0 }];
  readonly #executed = new Map<string, number>();

  get head(): Block {
    return this.blocks.at(-1) as Block;
  }

  /** Makes a block of those transactions of a pool that can be executed. */
  add(pool: ReadonlyMap<number, Signed>, time: number): void {
    const transactions: Signed[] = [];
    let { next, number }: { next: number; number: number } = this.head;
    for (let one = pool.get(next); one !== undefined; one = pool.get(next)) {
      transactions.push(one);
      this.#executed.set(one.data, this.times(one.data) + 1);
      next++;
    }
    number++;
    this.blocks.push({ number, hash: hashOf(number), time, transactions, next });
  }

  /** How often a call was executed. */
  times(data: string): number {
    return this.#executed.get(data) ?? 0;
  }
}

/** An error that a node answers. */
export class Refusal extends Error {}

const NO_STATE = "missing trie node";

/** A node's view of the chain, and its pool. */
export class Machine {
  readonly pool = new Map<number, Signed>();
  readonly #chain: Chain;
  /** How many states it keeps. */
  readonly #keeps: number;
  /** How many blocks it lags. */
  late = 0;
  /** Unreachable until then, in milliseconds of the world. */
  downUntil = 0;
  /** Refuses the account's transactions until then. */
  forbidsUntil = 0;

  constructor(chain: Chain, keeps: number) {
    this.#chain = chain;
    this.#keeps = keeps;
  }

  get view(): Block {
    return this.#chain.blocks[Math.max(0, this.#chain.head.number - this.late)] as Block;
  }

  /** Throws if it refuses the transaction. `replaces`: the transaction with the same nonce must be replaced. */
  take(one: Signed, replaces = false): void {
    const other = this.pool.get(one.nonce);
    if (other?.hash === one.hash) throw new Refusal("Known transaction");
    if (one.nonce < this.view.next) throw new Refusal("Nonce too low");
    if (other !== undefined && !replaces) throw new Refusal("Replacement transaction underpriced");
    this.pool.set(one.nonce, one);
  }

  /** Receives a transaction by gossip. */
  hear(one: Signed): void {
    try {
      this.take(one);
    } catch {
      // It has the transaction already, or does not need it.
    }
  }

  forgetExecuted(): void {
    for (const nonce of this.pool.keys()) if (nonce < this.#chain.head.next) this.pool.delete(nonce);
  }

  /** Throws {@link Refusal}. */
  answer(method: string, [first, second]: readonly unknown[]): unknown {
    switch (method) {
      case "eth_chainId":
        return "0x7a69";
      case "eth_blockNumber":
        return quantity(this.view.number);
      case "eth_getBlockByNumber":
      case "eth_getBlockByHash":
        return this.#block(this.#find(first), second === true);
      case "eth_getTransactionCount":
        return quantity(second === "pending" ? this.#pending() : this.#nonceAt(second));
      case "eth_getTransactionReceipt":
        return this.#receipt(first);
      case "eth_estimateGas":
        return "0x5208";
      default:
        throw new Refusal(`${method} not supported`);
    }
  }

  offered(raw: string, replaces: boolean): Signed {
    const one = unsign(raw);
    this.take(one, replaces);
    return one;
  }

  #find(which: unknown): Block | undefined {
    if (which === "latest") return this.view;
    const { blockHash } = (which ?? {}) as { blockHash?: unknown };
    const known = (one: Block | undefined): Block | undefined =>
      one !== undefined && one.number <= this.view.number ? one : undefined;
    if (blockHash === undefined && String(which).length < 20) return known(this.#chain.blocks[Number(which)]);
    return known(this.#chain.blocks[Number(BigInt(String(blockHash ?? which)) - 0xb10c0000n)]);
  }

  #nonceAt(which: unknown): number {
    const block = this.#find(which);
    if (block === undefined || block.number <= this.view.number - this.#keeps) throw new Refusal(NO_STATE);
    return block.next;
  }

  #pending(): number {
    let { next } = this.view;
    while (this.pool.has(next)) next++;
    return next;
  }

  #block(block: Block | undefined, isFull: boolean): unknown {
    if (block === undefined) return null;
    const { number, hash, time, transactions } = block;
    return {
      number: quantity(number),
      hash,
      timestamp: quantity(time),
      baseFeePerGas: "0x0",
      transactions: transactions.map((one) =>
        isFull ? { from: ACCOUNT, nonce: quantity(one.nonce), hash: one.hash, to: one.to, input: one.data } : one.hash,
      ),
    };
  }

  #receipt(hash: unknown): unknown {
    for (let number = this.view.number; number > 0; number--) {
      const block = this.#chain.blocks[number] as Block;
      if (!block.transactions.some((one) => one.hash === hash)) continue;
      const [blockNumber, blockHash] = [quantity(number), block.hash];
      return { transactionHash: hash, status: "0x1", blockNumber, blockHash, gasUsed: "0x1", logs: [] };
    }
    return null;
  }
}

/** The account from which everyone in a world sends. */
export const ACCOUNT = `0x${"aa".repeat(20)}`;
