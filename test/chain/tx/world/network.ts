import { type Clock, deadlineOf, type Inhabitant } from "./clock.ts";
import { type Chain, type Machine, Refusal, type Signed, sign } from "./machine.ts";

/** The response to a request: JSON-RPC's result, an error text, other text, nothing, or a closed connection. */
type Answer =
  | { readonly result: unknown }
  | { readonly words: string }
  | { readonly text: string }
  | "silence"
  | "hung up"
  | "no connection";

/** Faults of a request to send a transaction. `take` is the correct behaviour. */
const OFFERS = {
  "taken, and hung up": (_, take) => then(take, "hung up"),
  "taken, and not a word": (_, take) => then(take, "silence"),
  "taken, and an internal error": (_, take) => then(take, { words: "Internal error" }),
  "taken, and gone for a while": ({ machine, now }, take) => {
    machine.downUntil = now + 3_000;
    return then(take, "hung up");
  },
  "taken, told others, and gone for a while without its pool": ({ machine, now, gossip }, take) => {
    const answer = then(take, "hung up");
    gossip();
    machine.pool.clear();
    machine.downUntil = now + 3_000;
    return answer;
  },
  "taken later": ({ later }, take) => {
    later(take);
    return "silence";
  },
  "hung up": () => "hung up",
  "a gateway's error": () => ({ text: "<html>Bad gateway</html>" }),
  "not taken, and said to be known": () => ({ words: "Known transaction" }),
  "not taken, and said to be taken": () => ({ result: `0x${"00".repeat(32)}` }),
  "a full pool": () => ({ words: "Transaction pool is full" }),
  "not permitted": ({ knows }, take) =>
    // A node that has the transaction already says so before it checks the permission.
    knows ? take() : { words: "Sender account not authorized to send transactions" },
} satisfies Record<string, (at: Request, take: () => Answer) => Answer>;

/** Faults of a request that reads. */
const READS = {
  "hung up": () => "hung up",
  "not a word": () => "silence",
  "a gateway's error": () => ({ text: "<html>Bad gateway</html>" }),
  "no receipt": ({ method }, read) => (method === "eth_getTransactionReceipt" ? { result: null } : read()),
  "an old state": ({ machine }, read) => {
    const { late } = machine;
    machine.late = late + 3;
    const answer = read();
    machine.late = late;
    return answer;
  },
  "no states": ({ method }, read) => (method === "eth_getTransactionCount" ? { words: "missing trie node" } : read()),
  "gone for a while": ({ machine, now }) => {
    machine.downUntil = now + 3_000;
    return "hung up";
  },
} satisfies Record<string, (at: Request, read: () => Answer) => Answer>;

export const OFFER_WHIMS = Object.keys(OFFERS) as OfferWhim[];
export const READ_WHIMS = Object.keys(READS) as ReadWhim[];
export type OfferWhim = keyof typeof OFFERS;
export type ReadWhim = keyof typeof READS;

interface Request {
  readonly machine: Machine;
  readonly method: string;
  readonly now: number;
  /** Whether the machine has the transaction in its pool. */
  readonly knows: boolean;
  readonly gossip: () => void;
  readonly later: (act: () => unknown) => void;
}

function then(act: () => unknown, answer: Answer): Answer {
  act();
  return answer;
}

/** A machine in the network. */
export interface Seat {
  readonly machine: Machine;
  /** Its faults for the next requests; afterwards it works correctly. */
  offers: (OfferWhim | null)[];
  reads: (ReadWhim | null)[];
  /** Whether it answers reads falsely. */
  lies: boolean;
}

/** How long a request may take to arrive. */
const LATENCY_MS = 15;
const LATER_MS = 8_000;

/** Machines behind URLs, and machines that cannot be reached. */
export class Network {
  readonly seats: readonly Seat[];
  /** Whether machines immediately pass on the transactions they accept. */
  gossips: boolean;
  readonly #chain: Chain;
  readonly #clock: Clock;
  readonly #sites: ReadonlyMap<string, { readonly seats: readonly Seat[]; turn: number }>;
  #salt = 0;

  /** `behind`: for each URL, the machines that answer in turn. */
  constructor(chain: Chain, clock: Clock, seats: readonly Seat[], behind: readonly (readonly number[])[]) {
    this.#chain = chain;
    this.#clock = clock;
    this.seats = seats;
    this.gossips = true;
    this.#sites = new Map(behind.map((list, i) => [urlOf(i), { seats: list.map((j) => seats[j] as Seat), turn: 0 }]));
  }

  readonly fetchAs =
    (who: Inhabitant): typeof fetch =>
    (url, init) =>
      new Promise((resolve, reject) => {
        const clock = this.#clock;
        const deadline = deadlineOf(init?.signal);
        const way = (): number => 1 + clock.random() * LATENCY_MS;
        const give = (ms: number, act: () => void): void => clock.after(ms, () => who.dead || act());
        clock.after(way(), () => {
          const asked = JSON.parse(String(init?.body)) as Asked | readonly Asked[];
          const answer = this.#answers(String(url), asked);
          const back = way();
          if (answer === "silence" || clock.now + back > deadline) {
            give(deadline - clock.now, () => reject(new DOMException("late", "TimeoutError")));
          } else if (answer === "hung up") give(back, () => reject(broken("UND_ERR_SOCKET")));
          else if (answer === "no connection") give(back, () => reject(broken("ECONNREFUSED")));
          else give(back, () => resolve(answer));
        });
      });

  gossip(from: Seat): void {
    for (const one of from.machine.pool.values()) {
      for (const { machine } of this.seats) if (machine !== from.machine) machine.hear(one);
    }
  }

  block(by: Seat): void {
    if (this.#clock.now < by.machine.downUntil) return;
    this.#chain.add(by.machine.pool, Math.floor(this.#clock.now / 1_000));
    for (const { machine } of this.seats) machine.forgetExecuted();
  }

  /**
   * One machine answers a whole batch, or none does. A fault affects the last request of the batch, which is the actual
   * question; those before it identify the chain.
   */
  #answers(url: string, asked: Asked | readonly Asked[]): Response | "silence" | "hung up" | "no connection" {
    const site = this.#sites.get(url);
    const up = site?.seats.filter(({ machine }) => this.#clock.now >= machine.downUntil) ?? [];
    if (site === undefined || up.length === 0) return "no connection";
    const seat = up[site.turn++ % up.length] as Seat;
    const calls = [asked].flat() as Asked[];
    const bodies: object[] = [];
    for (const [i, { id, method, params }] of calls.entries()) {
      const answer = i < calls.length - 1 ? this.#read(seat, method, params) : this.#answer(seat, method, params);
      if (typeof answer === "string") return answer;
      if ("text" in answer) return responseOf(502, answer.text);
      const error = "words" in answer ? { code: -32000, message: answer.words } : undefined;
      bodies.push({ jsonrpc: "2.0", id, ...(error === undefined ? answer : { error }) });
    }
    return responseOf(200, JSON.stringify(Array.isArray(asked) ? bodies : bodies[0]));
  }

  #answer(seat: Seat, method: string, params: readonly unknown[]): Answer {
    const { machine } = seat;
    const take = this.#taking(seat, method, params);
    const request: Request = {
      machine,
      method,
      now: this.#clock.now,
      knows: [...machine.pool.values()].some(({ raw }) => raw === params[0]),
      gossip: () => this.gossip(seat),
      later: (act) => this.#clock.after(LATER_MS, act),
    };
    if (take !== undefined) {
      const whim = request.now < machine.forbidsUntil ? "not permitted" : seat.offers.shift();
      return whim ? OFFERS[whim](request, take) : take();
    }
    const read = (): Answer => said(() => machine.answer(method, params));
    const whim = seat.reads.shift();
    const answer = whim ? READS[whim](request, read) : read();
    return seat.lies ? this.#lie(method, params, answer) : answer;
  }

  #read(seat: Seat, method: string, params: readonly unknown[]): Answer {
    const answer = said(() => seat.machine.answer(method, params));
    return seat.lies ? this.#lie(method, params, answer) : answer;
  }

  /** How the machine accepts a transaction that is sent signed, or that it is asked to sign; undefined for a read. */
  #taking(seat: Seat, method: string, [first]: readonly unknown[]): (() => Answer) | undefined {
    const replaces = (): boolean => this.#clock.random() < 0.2;
    const took = (one: Signed): string => {
      if (this.gossips) this.gossip(seat);
      return one.hash;
    };
    if (method === "eth_sendRawTransaction") {
      return () => said(() => took(seat.machine.offered(String(first), replaces())));
    }
    if (method !== "eth_sendTransaction") return undefined;
    const { nonce, to, data } = first as Record<"nonce" | "to" | "data", string>;
    return () => {
      const one = sign(Number(nonce), to, data, ++this.#salt);
      return said(() => took(seat.machine.offered(one.raw, replaces())));
    };
  }

  #lie(method: string, [first]: readonly unknown[], answer: Answer): Answer {
    const chance = this.#clock.random();
    if (chance < 0.3) return answer;
    if (method === "eth_getTransactionCount") return { result: chance < 0.6 ? "0x0" : "0xff" };
    if (method === "eth_blockNumber") return { result: chance < 0.6 ? "0x0" : "0xffff" };
    if (method.startsWith("eth_getBlock")) return { result: null };
    if (method !== "eth_getTransactionReceipt") return answer;
    if (chance < 0.6) return { result: null };
    const blockHash = `0x${"11".repeat(32)}`;
    return {
      result: { transactionHash: first, status: "0x1", blockNumber: "0x1", blockHash, gasUsed: "0x1", logs: [] },
    };
  }
}

interface Asked {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}

export const urlOf = (site: number): string => `http://node${site}/`;

function said(what: () => unknown): Answer {
  try {
    return { result: what() };
  } catch (error) {
    if (error instanceof Refusal) return { words: error.message };
    throw error;
  }
}

const broken = (code: string): TypeError => new TypeError("fetch failed", { cause: { code } });

/** The part of a response that the code under test uses. */
function responseOf(status: number, text: string): Response {
  return { status, body: [Buffer.from(text)] } as unknown as Response;
}
