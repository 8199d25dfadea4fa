import fc from "fast-check";
import { OFFER_WHIMS, type OfferWhim, READ_WHIMS, type ReadWhim } from "./network.ts";

/** What happens in a world, so many milliseconds after what happened before. `at`: a machine, `by`: a process. */
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
  /** Somebody else who has the account's key. */
  | { readonly is: "a stranger sends"; readonly at: number }
);
type Whims<W> = readonly (W | null)[];

export interface History {
  /** Of latencies, and of what machines do by chance. */
  readonly seed: number;
  /** How many URLs there are; machines behind each of them. */
  readonly behind: readonly number[];
  /** Two of three must agree, and one of them lies. */
  readonly isQuorum: boolean;
  /** A service signs and sends. */
  readonly isRemote: boolean;
  /** States that each machine keeps. */
  readonly keeps: number;
  readonly gossips: boolean;
  /** Milliseconds between blocks that come by themselves; 0: none do. */
  readonly blockMs: number;
  readonly patienceMs: number;
  readonly steps: readonly Step[];
  /** Calls that nobody asks for again, whatever became of them. */
  readonly givenUp: readonly number[];
}

export const PROCESSES = 2;
export const CALLS = 3;
/** Of which nobody asks anything: a validator of somebody else's. */
export const HIDDEN = 1;
/** States that a node keeps at least, a few more than src/chain/tx/by-nonce.ts counts on. */
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
