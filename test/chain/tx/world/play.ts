import { Clock } from "./clock.ts";
import { HIDDEN, type History, PROCESSES, type Step } from "./history.ts";
import { ACCOUNT, Chain, Machine, sign } from "./machine.ts";
import { Network, type Seat } from "./network.ts";
import { Folder, Process, type Way } from "./process.ts";

/** The result that a caller got for a call; "nothing": the process died before it could report. */
interface Told {
  readonly what: string;
  /** How often the call had been executed by then. */
  readonly times: number;
}

/** A call from its caller's point of view. */
interface Errand {
  readonly data: string;
  /** The process that was asked and has not answered yet. */
  askedOf: Process | undefined;
  readonly told: Told[];
}

const SEEN_BLOCKS_MS = 1_000;
const CALM_MS = 60_000;
const LONG_MS = 600_000;

/** Results after which it is not known whether the call will be executed. */
const NOT_KNOWN = ["nothing", "registry.timeout", "files.locked"];
const EXECUTED = ["done", "registry.sent-before"];

/** A world in which a history takes place. */
export class World {
  readonly clock: Clock;
  readonly folder = new Folder();
  readonly #chain = new Chain();
  readonly #network: Network;
  readonly #way: Way;
  readonly #processes: Process[];
  readonly #errands = new Map<number, Errand>();
  #strangers = 0;

  constructor(history: History) {
    const { seed, behind, isQuorum, isRemote, keeps, patienceMs, gossips } = history;
    this.clock = new Clock(seed);
    const count = behind.reduce((sum, one) => sum + one, HIDDEN);
    const seats = Array.from({ length: count }, (_, i): Seat => {
      const machine = new Machine(this.#chain, keeps);
      return { machine, offers: [], reads: [], lies: isQuorum && i === 0 };
    });
    let last = 0;
    const sites = behind.map((many) => Array.from({ length: many }, () => last++));
    // The last URL is the signing service's, which sends through a machine that cannot be reached.
    this.#network = new Network(this.#chain, this.clock, seats, [...sites, [count - 1]]);
    this.#network.gossips = gossips;
    this.#way = { urls: behind.length, agree: isQuorum ? 2 : undefined, isRemote, patienceMs };
    this.#processes = Array.from({ length: PROCESSES }, () => this.#start());
    this.#blocksEvery(history.blockMs);
  }

  async happen(step: Step): Promise<void> {
    await this.clock.pass(step.after);
    if (step.is === "asked") return this.ask(step.call, step.by);
    if (step.is === "killed") return this.#kill(step.by);
    const seat = this.#network.seats[step.at % this.#network.seats.length] as Seat;
    const { machine } = seat;
    switch (step.is) {
      case "out of order":
        [seat.offers, seat.reads] = [[...step.offers], [...step.reads]];
        return;
      case "down":
        machine.downUntil = this.clock.now + step.ms;
        if (step.losesPool) machine.pool.clear();
        return;
      case "forbids":
        machine.forbidsUntil = this.clock.now + step.ms;
        return;
      case "late":
        machine.late = step.blocks;
        return;
      case "gossip":
        return this.#network.gossip(seat);
      case "blocks":
        for (let i = 0; i < step.count; i++) this.#network.block(seat);
        return;
      case "a stranger sends":
        machine.hear(sign(this.#chain.head.next, ACCOUNT, "0x", ++this.#strangers));
    }
  }

  /** A caller requests a call from a process, unless an earlier request is still open. */
  ask(call: number, by: number, patienceMs?: number): void {
    const data = `0x${(call + 1).toString(16).padStart(64, "0")}`;
    const errand = this.#errands.get(call) ?? { data, askedOf: undefined, told: [] };
    this.#errands.set(call, errand);
    if (errand.askedOf !== undefined) return;
    const process = this.#processes[by] as Process;
    errand.askedOf = process;
    const tell = (what: string): void => {
      errand.askedOf = undefined;
      errand.told.push({ what, times: this.#chain.times(data) });
    };
    process.ask(data, patienceMs).then(tell, (error: unknown) => tell(`${(error as Error).stack}`));
  }

  /** From now on everything works; resolves when all callers have their answers. */
  async calmDown(): Promise<void> {
    for (const seat of this.#network.seats) {
      [seat.offers, seat.reads] = [[], []];
      Object.assign(seat.machine, { late: 0, downUntil: 0, forbidsUntil: 0 });
    }
    this.#network.gossips = true;
    this.#blocksEvery(SEEN_BLOCKS_MS);
    await this.clock.pass(LONG_MS, () => this.#isQuiet);
  }

  /** Callers that do not know the result ask again, unless they gave up. Throws if an invariant is broken. */
  async settle(givenUp: readonly number[]): Promise<void> {
    await this.calmDown();
    for (const [call, { told }] of this.#errands) {
      if (!givenUp.includes(call) && NOT_KNOWN.includes(told.at(-1)?.what ?? "")) {
        await this.#askInCalm(call, EXECUTED);
      }
    }
    await this.#askInCalm(this.#errands.size + 100, ["done"]);
    await this.clock.pass(CALM_MS);
    for (const errand of this.#errands.values()) this.#check(errand);
    for (const [call, errand] of this.#errands) {
      if (!givenUp.includes(call) && this.#isKept(errand)) throw new Error(`call ${call} is still in the outbox`);
    }
  }

  async #askInCalm(call: number, expected: readonly string[]): Promise<void> {
    this.ask(call, Math.floor(this.clock.random() * PROCESSES), CALM_MS);
    await this.clock.pass(LONG_MS, () => this.#isQuiet);
    const what = this.#errands.get(call)?.told.at(-1)?.what ?? "no word";
    if (!expected.includes(what)) throw new Error(`call ${call}, asked for in calm: ${what}`);
  }

  get #isQuiet(): boolean {
    return [...this.#errands.values()].every(({ askedOf }) => askedOf === undefined);
  }

  /**
   * Between two moments at which the caller knew the result, the call was executed once if the caller was told so,
   * otherwise never.
   */
  #check({ data, told }: Errand): void {
    let before = 0;
    const fail = (why: string): never => {
      throw new Error(`${why}: executed ${this.#chain.times(data)} times; told ${JSON.stringify(told)}`);
    };
    for (const { what, times } of told) {
      if (times > before + 1) fail("twice");
      if (EXECUTED.includes(what)) {
        if (times !== before + 1) fail("not executed");
        before++;
      } else if (!NOT_KNOWN.includes(what)) {
        if (!/^(registry|facts)\.[a-z-]+$/.test(what)) fail("an error that is none of ours");
        if (times !== before) fail("executed, and told that it was not");
      }
    }
    const isKnown = !NOT_KNOWN.includes(told.at(-1)?.what ?? "");
    if (this.#chain.times(data) > before + (isKnown ? 0 : 1)) fail("executed later");
  }

  #start(): Process {
    return new Process(this.clock, this.#network, this.folder, this.#way);
  }

  #kill(by: number): void {
    const process = this.#processes[by] as Process;
    this.folder.bury(process);
    this.#processes[by] = this.#start();
    for (const errand of this.#errands.values()) {
      if (errand.askedOf !== process) continue;
      errand.askedOf = undefined;
      const times = this.#chain.times(errand.data);
      // The outbox forgets an executed call at the moment it reports it. Only the death of the process can come in
      // between.
      const isOver = times > executedOf(errand) && !this.#isKept(errand);
      errand.told.push({ what: isOver ? "done" : "nothing", times });
    }
  }

  #isKept({ data }: Errand): boolean {
    return this.folder.content.some(({ transaction, isTold }) => transaction.data === data && !isTold);
  }

  #blocksEvery(ms: number): void {
    if (ms === 0) return;
    this.clock.after(ms, () => {
      const { seats, gossips } = this.#network;
      const by = seats[Math.floor(this.clock.random() * seats.length)] as Seat;
      if (gossips) for (const seat of seats) this.#network.gossip(seat);
      this.#network.block(by);
      this.#blocksEvery(ms);
    });
  }
}

/** How often the caller was told that the call was executed. */
const executedOf = ({ told }: Errand): number => told.filter(({ what }) => EXECUTED.includes(what)).length;

/** Throws if an invariant is broken. */
export async function play(history: History): Promise<void> {
  const world = new World(history);
  for (const step of history.steps) await world.happen(step);
  await world.settle(history.givenUp);
}
