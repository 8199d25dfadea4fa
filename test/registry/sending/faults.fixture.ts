import fc from "fast-check";
import { type Answer, type Asked, type Behaviour, pass } from "../../support/nodes.ts";
import { isOffer } from "./counters.fixture.ts";

/** What goes wrong with one request. */
type Fault = (asked: Asked, url: string) => Answer | Promise<Answer>;

const andThen =
  (answer: Answer): Fault =>
  async (asked, url) => {
    await pass(url, asked);
    return answer;
  };

/** What may become of a request to take a transaction. */
const OFFER_FAULTS: Readonly<Record<string, Fault>> = {
  "taken, and hung up": andThen("hang up"),
  "taken, and not a word": andThen("silence"),
  "taken, and half an answer": andThen({ text: '{"jsonrpc":"2.0","id' }),
  "taken, and an internal error": andThen({ error: { code: -32603, message: "Internal error" } }),
  "taken twice": async (asked, url) => {
    await pass(url, asked);
    return pass(url, asked);
  },
  "hung up": () => "hang up",
  "a gateway's error": () => ({ text: "<html>Bad gateway</html>", status: 502 }),
  "not taken, and said to be known": () => ({ error: { code: -32000, message: "Known transaction" } }),
  "not taken, and said to be taken": () => ({ result: `0x${"00".repeat(32)}` }),
  "a full pool": () => ({ error: { code: -32000, message: "Transaction pool is full" } }),
};

/** And of one that reads. Old states are told, and nothing (a block that is not there yet), but nothing is made up. */
const READ_FAULTS: Readonly<Record<string, Fault>> = {
  "hung up": () => "hang up",
  "no word": () => "silence",
  "a gateway's error": () => ({ text: "<html>Bad gateway</html>", status: 502 }),
  garbage: () => ({ text: "{]" }),
  "an old state": (asked, url) => (asked.method in OLD ? { result: OLD[asked.method] } : pass(url, asked)),
};
const OLD: Readonly<Record<string, unknown>> = {
  eth_getTransactionCount: "0x0",
  eth_getTransactionReceipt: null,
  eth_getBlockByNumber: null,
};

/** What happens to a node's first requests, the oldest first; null: nothing. Then it is well. */
export interface Schedule {
  readonly offers: readonly (string | null)[];
  readonly reads: readonly (string | null)[];
}

/** `freq`: of so many requests all but one go wrong. */
const someOf = (faults: object, maxLength: number, freq: number) =>
  fc.array(fc.option(fc.constantFrom(...Object.keys(faults)), { freq }), { maxLength, size: "max" });

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  offers: someOf(OFFER_FAULTS, 16, 4),
  reads: someOf(READ_FAULTS, 60, 1),
});

/** A node in front of the one at `url` that does as the schedule says. */
export function faulty(url: string, { offers, reads }: Schedule): Behaviour {
  const [offersLeft, readsLeft] = [[...offers], [...reads]];
  return (asked) => {
    const [left, faults] = isOffer(asked) ? [offersLeft, OFFER_FAULTS] : [readsLeft, READ_FAULTS];
    const fault = faults[left.shift() ?? ""] ?? ((one, to) => pass(to, one));
    return fault(asked, url);
  };
}
