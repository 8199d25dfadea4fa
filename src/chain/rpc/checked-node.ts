import { DidimError } from "../../errors/error.ts";
import { sleep } from "../sleep.ts";
import { type Expected, MAX_LAG, timeOf } from "./expected.ts";
import {
  checkCode,
  codeCalls,
  type Difference,
  differenceIn,
  headIn,
  identityCalls,
  type KnownBlock,
  LATEST,
} from "./identity.ts";
import { type BatchNode, type Call, NoAnswer, type Node, type RpcResult } from "./node.ts";
import { type Head, SeenBlocks } from "./seen-blocks.ts";

/** An answer, and the node's newest block at that time; undefined where nothing is expected of nodes. */
export interface Answer {
  readonly result: unknown;
  readonly head: Head | undefined;
}

const SENDS: ReadonlySet<string> = new Set(["eth_sendRawTransaction", "eth_sendTransaction"]);
const CHECK_EVERY_MS = 300_000;
/**
 * How long to wait before asking again a node that is behind itself. Two machines may share an address, or Besu may
 * report only the first block while it imports a block.
 */
const PAUSES_MS = [50, 200, 800];

/**
 * A node held to one chain. Each request travels in one batch with the chain id, a block the chain is known to have,
 * and the newest block. So every answer provably comes from that chain, whichever machine gave it: an open connection
 * does not prove which machine is at the other end.
 */
export class CheckedNode implements Node {
  readonly name: string;
  readonly #node: BatchNode;
  readonly #expected: Expected;
  readonly #seenBlocks: SeenBlocks;
  #head: Head | undefined;
  #wasRight = false;
  #changed: DidimError | undefined;
  #checked: { readonly since: number; readonly done: Promise<void> } | undefined;

  constructor(node: BatchNode, expected: Expected) {
    this.name = node.name;
    this.#node = node;
    this.#expected = expected;
    this.#seenBlocks = new SeenBlocks(expected.maxLag ?? MAX_LAG);
  }

  /** The newest block in the node's last answer. */
  get head(): Head | undefined {
    return this.#head;
  }

  /**
   * Throws `facts.wrong-chain`, `facts.chain-changed`, `facts.node-stale`, `facts.node-behind`, `facts.no-contract` and
   * related codes, and what {@link Node.request} throws.
   */
  async request(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    return (await this.ask({ method, params }, signal)).result;
  }

  async ask(call: Call, signal?: AbortSignal): Promise<Answer> {
    if (!this.#isHeld) {
      return { result: await this.#node.request(call.method, call.params, signal), head: undefined };
    }
    await this.#check();
    return SENDS.has(call.method) ? this.#send(call, signal) : this.#read(call, signal);
  }

  /** Asks for the node's newest block. */
  async newest(signal?: AbortSignal): Promise<Head> {
    if (this.#isHeld) return (await this.#look([], signal)).head;
    const [reply] = await this.#node.batch([LATEST], signal);
    this.#head = headIn(this.name, reply);
    return this.#head;
  }

  get #isHeld(): boolean {
    const { chainId, genesis, maxHeadAge, code } = this.#expected;
    return [chainId, genesis, maxHeadAge, code].some((one) => one !== undefined);
  }

  async #read(call: Call, signal?: AbortSignal): Promise<Answer> {
    const { head, replies } = await this.#look([call], signal);
    return { result: resultOf(replies[0]), head };
  }

  /**
   * Before sending, checks which chain the node is on. The answer to the sending batch would show a switch in between;
   * then the transaction does not count as sent. A node once seen on another chain sends nothing any more; the caller
   * must connect again.
   */
  async #send(call: Call, signal?: AbortSignal): Promise<Answer> {
    if (this.#changed !== undefined) throw this.#changed;
    const { head } = await this.#look([], signal).catch((error: unknown) => {
      throw error instanceof NoAnswer ? new NoAnswer(error.message, { ...error, unsent: true }) : error;
    });
    const known = this.#known;
    const identity = identityCalls(this.#expected, known);
    const replies = await this.#batch([...identity, call], signal);
    const difference = this.#differenceAfter(identity, replies, known);
    if (difference !== undefined && difference !== "behind") throw this.#isElsewhere(difference);
    return { result: resultOf(replies.at(-1)), head };
  }

  /** A transaction sent in a batch without a good answer may still have been accepted, so this is {@link NoAnswer}. */
  #differenceAfter(identity: readonly Call[], replies: readonly RpcResult[], known: KnownBlock | undefined) {
    try {
      return differenceIn(this.name, identity, replies, this.#expected, known);
    } catch {
      throw new NoAnswer("it does not say which chain it is on");
    }
  }

  /** Asks, and accepts only answers from the right chain that are up to date. */
  async #look(calls: readonly Call[], signal?: AbortSignal): Promise<{ head: Head; replies: readonly RpcResult[] }> {
    for (const pause of PAUSES_MS) {
      const found = await this.#lookOnce(calls, signal);
      if (found !== "behind") return found;
      await sleep(pause);
    }
    const found = await this.#lookOnce(calls, signal);
    if (found !== "behind") return found;
    const message = `${this.name} does not have the blocks any more that it had, or not yet those that another machine behind it had.`;
    throw new DidimError("facts.node-behind", message, { node: this.name, known: this.#known?.number });
  }

  async #lookOnce(calls: readonly Call[], signal?: AbortSignal) {
    const known = this.#known;
    const identity = identityCalls(this.#expected, known);
    const replies = await this.#batch([...identity, LATEST, ...calls], signal);
    const difference = differenceIn(this.name, identity, replies, this.#expected, known);
    if (difference === "behind") return difference;
    if (difference !== undefined) throw this.#isElsewhere(difference);
    const head = headIn(this.name, replies[identity.length]);
    if (known !== undefined && head.number < known.number) return "behind";
    [this.#head, this.#wasRight] = [head, true];
    this.#checkAge(head);
    if (this.#expected.final !== false) this.#seenBlocks.add(head);
    return { head, replies: replies.slice(identity.length + 1) };
  }

  /**
   * A block the node must have. A recent one says more than the first, because a chain can be restarted from the same
   * first block.
   */
  get #known(): KnownBlock | undefined {
    const { genesis: hash } = this.#expected;
    return this.#seenBlocks.anchor ?? (hash === undefined ? undefined : { number: 0, hash });
  }

  async #batch(calls: readonly Call[], signal?: AbortSignal): Promise<readonly RpcResult[]> {
    try {
      return await this.#node.batch(calls, signal);
    } catch (error) {
      if (!(error instanceof NoAnswer && error.tooLarge)) this.#checked = undefined;
      throw error;
    }
  }

  #checkAge({ time }: Head): void {
    const { maxHeadAge } = this.#expected;
    const age = Math.round(timeOf(this.#expected) - time);
    if (maxHeadAge === undefined || age <= maxHeadAge) return;
    const message = `The newest block of ${this.name} is ${age} s old. Does the chain stand still, or is the node cut off from it?`;
    throw new DidimError("facts.node-stale", message, { node: this.name, age, maxHeadAge });
  }

  /**
   * Runs before the first request, after each lost connection, and at intervals. Concurrent callers share the check, so
   * no single caller's signal aborts it.
   */
  #check(): Promise<void> {
    const { code = [], checkEveryMs = CHECK_EVERY_MS } = this.#expected;
    if (this.#checked === undefined || performance.now() - this.#checked.since > checkEveryMs) {
      const done = this.#look(codeCalls(code)).then(({ replies }) => checkCode(this.name, code, replies));
      const checked = { since: performance.now(), done };
      this.#checked = checked;
      done.catch(() => {
        if (this.#checked === checked) this.#checked = undefined;
      });
    }
    return this.#checked.done;
  }

  #isElsewhere({ what, expected, found }: Difference): DidimError {
    this.#checked = undefined;
    const { name } = this;
    const facts = { node: name, expected, found };
    if (!this.#wasRight) return new DidimError("facts.wrong-chain", `${name} is ${what}.`, facts);
    const message = `${name} was on the right chain, and is ${what}. Nothing that it says counts, and this connection sends nothing by it any more. Find out what answers there, then connect anew.`;
    const isNews = this.#changed === undefined;
    this.#changed ??= new DidimError("facts.chain-changed", message, facts);
    if (isNews) this.#expected.onDissent?.(this.#changed);
    return this.#changed;
  }
}

function resultOf(reply: RpcResult | undefined): unknown {
  if (reply === undefined) throw new NoAnswer("fewer answers than requests");
  if ("error" in reply) throw reply.error;
  return reply.result;
}
