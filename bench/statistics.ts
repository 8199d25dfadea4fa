/** What several samples of one thing say together. */

/** The middle one; of an even number, the mean of the two in the middle. Throws for none. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError("no samples");
  return (low + high) / 2;
}

/** One thing to be measured: `run` does it once, for the sample's i-th time. */
export interface Contender {
  readonly id: string;
  readonly run: (i: number) => unknown;
}

export interface Sampling {
  readonly rounds: number;
  /** How often each is run in a round. */
  readonly size: number;
  /** Seconds of CPU that this process has used. */
  readonly cpu?: () => number;
}

/**
 * How often a second of CPU each can be done: the median over the rounds. In every round all take their turn, so that a busy or throttled
 * machine is as bad for one as for the other; the first round is for warming up. CPU time, so that waiting for others doesn't count.
 */
export async function interleave(contenders: readonly Contender[], sampling: Sampling): Promise<Map<string, number>> {
  const { rounds, size, cpu = cpuSeconds } = sampling;
  const rates = new Map<string, number[]>(contenders.map(({ id }) => [id, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { id, run } of contenders) {
      const before = cpu();
      for (let i = 0; i < size; i++) await run(round * size + i);
      if (round > 0) rates.get(id)?.push(size / (cpu() - before));
    }
  }
  return new Map([...rates].map(([id, samples]) => [id, median(samples)]));
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
