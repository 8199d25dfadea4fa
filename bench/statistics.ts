/** Statistics over repeated measurements. */

/** The median; for an even number of samples, the mean of the middle two. Throws without samples. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError("no samples");
  return (low + high) / 2;
}

/** The smallest sample that is at least as large as this share (0 to 1) of the samples. Throws without samples. */
export function quantile(samples: readonly number[], share: number): number {
  const found = samples.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * samples.length) - 1)];
  if (found === undefined) throw new RangeError("no samples");
  return found;
}

/** Enough for fast contenders; slow ones, which take milliseconds, hardly get faster by warming up. */
const WARM_SECONDS = 6;

/** Something to measure. `turn` runs it for the indices in [from, to) and returns the CPU seconds. */
export interface Contender {
  readonly id: string;
  readonly turn: (from: number, to: number) => Promise<number>;
}

export interface Sampling {
  readonly rounds: number;
  /** How often each contender runs in a round. */
  readonly size: number;
  /** How often each runs in advance, until the engine has compiled it; at most {@link WARM_SECONDS}. */
  readonly warmUp: number;
  /** How many times the warm-up repeats. Default 1. */
  readonly laps?: number;
}

/**
 * How often each contender can run in a CPU second: the median over the rounds. All contenders take turns in every
 * round, so that a busy or throttled machine affects all alike. CPU time excludes waiting for other processes.
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
