/** What several samples of one thing say together. */

/** The middle one; of an even number, the mean of the two in the middle. Throws for none. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError("no samples");
  return (low + high) / 2;
}

/** Enough for what is fast; what takes milliseconds is hardly faster afterwards. */
const WARM_SECONDS = 3;

/** One thing to be measured: `run` does it once, for the sample's i-th time. */
export interface Contender {
  readonly id: string;
  readonly run: (i: number) => unknown;
}

export interface Sampling {
  readonly rounds: number;
  /** How often each is run in a round. */
  readonly size: number;
  /** How often each is run beforehand, until the engine has compiled it; but no longer than {@link WARM_SECONDS}. */
  readonly warmUp: number;
  /** Seconds of CPU that this process has used. */
  readonly cpu?: () => number;
}

/**
 * How often a second of CPU each can be done: the median over the rounds. In every round all take their turn, so that a busy or throttled
 * machine is as bad for one as for the other; in warming up, too, since what one does makes the engine compile anew what another shares. CPU time, so that waiting for others doesn't count.
 */
export async function interleave(contenders: readonly Contender[], sampling: Sampling): Promise<Map<string, number>> {
  const { rounds, size, warmUp, cpu = cpuSeconds } = sampling;
  const rates = new Map<string, number[]>(contenders.map(({ id }) => [id, []]));
  const spent = new Map<string, number>();
  for (let done = 0; done < warmUp; done += size) {
    for (const { id, run } of contenders) {
      const [before, until] = [cpu(), Math.min(done + size, warmUp)];
      if ((spent.get(id) ?? 0) > WARM_SECONDS) continue;
      for (let i = done; i < until; i++) await run(i);
      spent.set(id, (spent.get(id) ?? 0) + cpu() - before);
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const { id, run } of contenders) {
      const before = cpu();
      for (let i = 0; i < size; i++) await run(warmUp + round * size + i);
      rates.get(id)?.push(size / (cpu() - before));
    }
  }
  return new Map([...rates].map(([id, samples]) => [id, median(samples)]));
}

/** That this process has used. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
