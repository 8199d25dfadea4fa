/** What several samples of one thing say together. */

/** The middle one; of an even number, the mean of the two in the middle. Throws for none. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError("no samples");
  return (low + high) / 2;
}

/** The least sample that so many of them, from 0 to 1, are not above. Throws for none. */
export function quantile(samples: readonly number[], share: number): number {
  const found = samples.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * samples.length) - 1)];
  if (found === undefined) throw new RangeError("no samples");
  return found;
}

/** Enough for what is fast; what takes milliseconds is hardly faster afterwards. */
const WARM_SECONDS = 6;

/** One thing to be measured: `turn` does it from the `from`-th time up to, not with, the `to`-th, and answers the CPU seconds that took. */
export interface Contender {
  readonly id: string;
  readonly turn: (from: number, to: number) => Promise<number>;
}

export interface Sampling {
  readonly rounds: number;
  /** How often each is run in a round. */
  readonly size: number;
  /** How often each is run beforehand, until the engine has compiled it; but no longer than {@link WARM_SECONDS}. */
  readonly warmUp: number;
  /** How often the warm-up goes through the same; once if not given. */
  readonly laps?: number;
}

/**
 * How often a second of CPU each can be done: the median over the rounds. In every round all take their turn, so that a busy or throttled
 * machine is as bad for one as for the other. CPU time, so that waiting for others doesn't count.
 */
export async function interleave(contenders: readonly Contender[], sampling: Sampling): Promise<Map<string, number>> {
  const { rounds, size, warmUp } = sampling;
  for (const contender of contenders) await warm(contender, sampling);
  const rates = new Map<string, number[]>(contenders.map(({ id }) => [id, []]));
  for (let round = 0; round < rounds; round++) {
    const from = warmUp + round * size;
    for (const { id, turn } of contenders) rates.get(id)?.push(size / (await turn(from, from + size)));
  }
  return new Map([...rates].map(([id, samples]) => [id, median(samples)]));
}

async function warm({ turn }: Contender, { size, warmUp, laps = 1 }: Sampling): Promise<void> {
  let spent = 0;
  for (let done = 0; done < laps * warmUp && spent <= WARM_SECONDS; done += size) {
    const from = done % warmUp;
    spent += await turn(from, Math.min(from + size, warmUp));
  }
}

/** CPU seconds that this process has used. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
