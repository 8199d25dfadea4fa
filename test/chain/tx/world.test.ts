import { enterWorlds } from "./world/clock.ts";
import type { History, Step } from "./world/history.ts";
import type { OfferWhim } from "./world/network.ts";
import { play } from "./world/play.ts";

/** One node, blocks in time, and no caller that gives up. */
const plain = {
  seed: 0,
  behind: [1],
  isQuorum: false,
  isRemote: false,
  keeps: Number.POSITIVE_INFINITY,
  gossips: false,
  blockMs: 0,
  patienceMs: 1_500,
  givenUp: [],
} satisfies Omit<History, "steps">;

const asked = (call: number, by: number, after = 0): Step => ({ is: "asked", call, by, after });
const passed = (after: number): Step => ({ is: "gossip", at: 0, after });
const blocks = (count: number, after = 0, at = 0): Step => ({ is: "blocks", count, at, after });
const offers = (at: number, ...whims: (OfferWhim | null)[]): Step => ({
  is: "out of order",
  at,
  offers: whims,
  reads: [],
  after: 0,
});

/**
 * Histories in which the random test found faults. Each ends in a calm phase in which the same is requested again;
 * `play` checks what must hold.
 */
describe("Sending in a hostile world: histories that once failed", () => {
  let leave: () => void;

  before(() => {
    leave = enterWorlds();
  });

  after(() => leave());

  const found: Readonly<Record<string, History>> = {
    "is not done twice when a process that lives has given up, and another is asked for the same": {
      ...plain,
      steps: [asked(0, 1), asked(1, 0, 1_500), passed(4_000), asked(0, 0)],
    },
    "is not done twice when somebody else's process has looked after it in between": {
      ...plain,
      steps: [asked(0, 1), { is: "killed", by: 1, after: 400 }, asked(1, 0), passed(4_000), asked(0, 1)],
    },
    "is not told as unsent when a node takes it, hangs up and is gone": {
      ...plain,
      steps: [offers(0, "taken, and gone for a while"), asked(0, 0), passed(1_500)],
    },
    "is not forgotten when the only node that was asked takes it and later refuses it: another may have it": {
      ...plain,
      isRemote: true,
      steps: [asked(0, 0), passed(4_000), offers(1, "not permitted"), asked(0, 0), blocks(1, 79, 1)],
    },
    "is told as done only if it was, and not the same call before it, of which a late node gives the nonce once more": {
      ...plain,
      behind: [2, 1],
      steps: [{ is: "late", at: 0, blocks: 1, after: 0 }, asked(0, 0), blocks(1, 180), asked(0, 0, 32), passed(1_500)],
    },
    "comes to an end by a remote signer whose nodes have no states of then": {
      ...plain,
      isRemote: true,
      keeps: 64,
      steps: [offers(1, "taken, and not a word"), asked(0, 0), blocks(70, 4_000, 1)],
    },
    "comes to an end by a remote signer that was given a nonce which another had, when no node has states of then": {
      ...plain,
      behind: [2],
      isRemote: true,
      keeps: 64,
      steps: [asked(1, 0, 1_500), asked(0, 0, 4_000), blocks(1, 128, 2), blocks(70, 38), passed(1_500)],
    },
    "comes to an end where two of three say that another has its nonce, and the third says what it likes": {
      ...plain,
      // A world with a node that lies for long.
      seed: 29,
      behind: [1, 1, 1],
      isQuorum: true,
      steps: [
        asked(0, 0),
        { is: "a stranger sends", at: 1, after: 0 },
        { is: "killed", by: 0, after: 400 },
        blocks(1, 0, 1),
      ],
    },
    "does not wait for ever for what a remote signer did not send, and nobody asks for again": {
      ...plain,
      isRemote: true,
      givenUp: [0],
      steps: [offers(1, "not taken, and said to be taken"), asked(0, 0), asked(1, 0, 121)],
    },
    "does not wait for ever for a nonce that somebody else had, and a node lost": {
      ...plain,
      steps: [
        { is: "a stranger sends", at: 0, after: 0 },
        asked(0, 0),
        { is: "down", at: 0, ms: 500, losesPool: true, after: 400 },
      ],
    },
  };

  for (const [rule, history] of Object.entries(found)) it(rule, () => play(history));
});
