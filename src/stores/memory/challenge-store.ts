import { randomUuid } from "../../crypto/random.ts";
import type { Challenge, ChallengeStore, OpenChallenges } from "../challenge-store.ts";
import { inQueue } from "../queue.ts";
import { Shares } from "./shares.ts";

/** For one process; lost when it ends. Each challenge takes up to 0.5 KB. */
export function createMemoryChallengeStore(): ChallengeStore {
  const me = randomUuid();
  /** Oldest first. */
  const kept = new Map<string, Challenge>();
  const shares = new Shares();
  const take = (nonce: string) => {
    const found = kept.get(nonce);
    if (found === undefined) return undefined;
    kept.delete(nonce);
    shares.remove(found.requester, nonce);
    return found;
  };
  const first = (): Challenge | undefined => kept.values().next().value;
  const firstOf = (requester: string) => {
    return shares.of(requester) === 0 ? undefined : kept.get(shares.oldestOf(requester));
  };
  const open: OpenChallenges = {
    count: async (requester) => (requester === undefined ? kept.size : shares.of(requester)),
    oldest: async (requester) => (requester === undefined ? first() : firstOf(requester)),
    largest: async () => (kept.size === 0 ? undefined : shares.largest()),
    async add(challenge) {
      if (kept.has(challenge.nonce)) throw new RangeError("this nonce is open already");
      kept.set(challenge.nonce, challenge);
      shares.add(challenge.requester, challenge.nonce);
    },
    remove: async (nonce) => void take(nonce),
  };
  return {
    take: (nonce) => inQueue(me, async () => take(nonce)),
    exclusively: (work) => inQueue(me, () => work(open)),
    close: async () => undefined,
  };
}
