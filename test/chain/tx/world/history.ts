import fc from "fast-check";
import { OFFER_WHIMS, type OfferWhim, READ_WHIMS, type ReadWhim } from "./network.ts";

/** An event in a world, with the milliseconds since the event before. `at`: a machine; `by`: a process. */
export type Step = { readonly after: number } & (
  | { readonly is: "asked"; readonly by: number; readonly call: number }
  | { readonly is: "killed"; readonly by: number }
  | {
      readonly is: "out of order";
      readonly at: number;
      readonly offers: Whims<OfferWhim>;
      readonly reads: Whims<ReadWhim>;
    }
  | { readonly is: "down"; readonly at: number; readonly ms: number; readonly losesPool: boolean }
  | { readonly is: "forbids"; readonly at: number; readonly ms: number }
  | { readonly is: "late"; readonly at: number; readonly blocks: number }
  | { readonly is: "gossip"; readonly at: number }
  | { readonly is: "blocks"; readonly at: number; readonly count: number }
  /** Another sender who has the account's key. */
  | { readonly is: "a stranger sends"; readonly at: number }
);
type Whims<W> = readonly (W | null)[];

export interface History {
  /** The seed for latencies and random behaviour. */
  readonly seed: number;
  /** For each URL, the number of machines behind it. */
  readonly behind: readonly number[];
  /** Whether two of three nodes must agree, one of which lies. */
  readonly isQuorum: boolean;
  /** Whether a remote signer signs and sends. */
  readonly isRemote: boolean;
  /** How many states each machine keeps. */
  readonly keeps: number;
  readonly gossips: boolean;
  /** Milliseconds between blocks; 0: no blocks by themselves. */
  readonly blockMs: number;
  readonly patienceMs: number;
  readonly steps: readonly Step[];
  /** Calls that are not requested again, whatever became of them. */
  readonly givenUp: readonly number[];
}

export const PROCESSES = 2;
export const CALLS = 3;
/** The number of machines that cannot be reached, such as another member's validator. */
export const HIDDEN = 1;
/** The fewest states that a node keeps, somewhat more than src/chain/tx/by-nonce.ts relies on. */
const KEPT = 64;

const after = fc.oneof(fc.nat(60), fc.nat(400), fc.constantFrom(1_500, 4_000, 9_000));
const at = fc.nat(4);
const by = fc.nat(PROCESSES - 1);
const some = <T>(whims: readonly T[], maxLength: number, freq: number) =>
  fc.array(fc.option(fc.constantFrom(...whims), { freq }), { maxLength, size: "max" });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant("asked" as const), after, by, call: fc.nat(CALLS - 1) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant("killed" as const), after, by }) },
  {
    weight: 5,
    arbitrary: fc.record({
      is: fc.constant("out of order" as const),
      after,
      at,
      offers: some(OFFER_WHIMS, 4, 4),
      reads: some(READ_WHIMS, 12, 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant("down" as const),
      after,
      at,
      ms: fc.constantFrom(500, 4_000, 20_000),
      losesPool: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant("forbids" as const), after, at, ms: fc.constantFrom(4_000, 20_000) }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant("late" as const), after, at, blocks: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant("gossip" as const), after, at }) },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant("blocks" as const), after, at, count: fc.constantFrom(1, 1, 2, KEPT + 6) }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("a stranger sends" as const), after, at }) },
);

export const history: fc.Arbitrary<History> = fc
  .record({
    seed: fc.nat(),
    behind: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 }),
    isQuorum: fc.boolean(),
    isRemote: fc.boolean(),
    keeps: fc.constantFrom(Number.POSITIVE_INFINITY, KEPT),
    gossips: fc.boolean(),
    blockMs: fc.constantFrom(0, 1_000, 5_000),
    patienceMs: fc.constantFrom(1_500, 5_000),
    steps: fc.array(step, { minLength: 2, maxLength: 14, size: "max" }),
    givenUp: fc.uniqueArray(fc.nat(CALLS - 1), { maxLength: 1 }),
  })
  .map((one) => (one.isQuorum ? { ...one, behind: [1, 1, 1] } : one));
