import { setTimeout as sleep } from "node:timers/promises";
import { Nodes } from "../scripts/drill/nodes.ts";
import { type Throwaway, throwawayConsortium } from "../scripts/drill/throwaway.ts";
import { whenSealing } from "../scripts/lib/consortium/wait.ts";
import { openRegistry, type Registry } from "../src/public/registry.ts";
import { STATUSES_PER_WORD, withStatus } from "../src/storage/status-lists.ts";
import type { Measured } from "./figures.ts";
import { quantile } from "./statistics.ts";

export interface Sizes {
  /** Single writes whose time to finality is measured. */
  readonly writes: number;
  /** How long all writers write at once, and how many writes each has under way. */
  readonly sustainedSeconds: number;
  readonly underWay: number;
  /** How many statuses are set, without gaps. */
  readonly statuses: number;
}

const FULL: Sizes = { writes: 100, sustainedSeconds: 30, underWay: 32, statuses: 1_000_000 };

const VALIDATORS = 4;
const WRITERS = 8;
/** Fresh words in a transaction: about 6.5 million gas. */
const WORDS_AT_ONCE = 250;
const CAPACITY = 2 ** 20;
const SINGLE = 0;
const MANY = 1;
/** Seconds; a busy machine takes long to start four nodes. */
const START_SECONDS = 300;

/**
 * Measures four validators on this machine, set up as by `consortium init`, with the SDK's own client, up to the
 * receipt. A block is final.
 */
export async function consortium(sizes: Sizes = FULL): Promise<Measured> {
  const made = await throwawayConsortium(VALIDATORS, WRITERS);
  const onExit = (): void => made.destroy({ keepFiles: false });
  process.once("exit", onExit);
  try {
    return { figures: await measure(made, sizes) };
  } finally {
    process.off("exit", onExit);
    made.destroy({ keepFiles: false });
  }
}

async function measure(made: Throwaway, sizes: Sizes): Promise<Record<string, number>> {
  const nodes = new Nodes(made);
  nodes.start(...nodes.names);
  await whenSealing(made.folder, made.consortium, START_SECONDS);
  const writers = await Promise.all(made.writers.map((_, i) => openLists(made, i)));
  const [first] = writers;
  if (first === undefined) throw new RangeError("no writers");
  const latencies = await latencyOf(first, sizes.writes);
  const writesPerSecond = await sustained(writers, sizes);
  // Measured last: nodes that have just started have compiled nothing yet, and took 30 s instead of 18.
  const seconds = await million(first, sizes.statuses);
  return {
    "consortium.million.seconds": seconds,
    "consortium.latency.p50Ms": quantile(latencies, 0.5),
    "consortium.latency.p99Ms": quantile(latencies, 0.99),
    "consortium.writesPerSecond": writesPerSecond,
  };
}

async function openLists({ urls, addresses, writers }: Throwaway, i: number): Promise<Registry> {
  const signer = writers[i];
  if (signer === undefined) throw new RangeError("no writer");
  const ordered = urls.map((_, k) => urls[(k + i) % urls.length] ?? "");
  const registry = await openRegistry({ url: ordered, addresses, signer, timeoutMs: 120_000, sendTimeoutMs: 600_000 });
  for (const list of [SINGLE, MANY]) await registry.statuses.openList(signer.address, list, CAPACITY, signer.address);
  return registry;
}

const issuerOf = ({ signer }: Registry): string => signer?.address ?? "";

/** Writes one by one, at random moments within a block's second. Returns milliseconds. */
async function latencyOf(registry: Registry, writes: number): Promise<number[]> {
  const samples: number[] = [];
  for (let index = 0; index < writes; index++) {
    await sleep(Math.random() * 1000);
    const start = performance.now();
    await registry.statuses.setStatus(issuerOf(registry), SINGLE, index, 1);
    samples.push(performance.now() - start);
  }
  return samples;
}

/** All writers at once for a while, each with several writes under way. */
async function sustained(writers: readonly Registry[], { sustainedSeconds, underWay, writes }: Sizes): Promise<number> {
  const until = performance.now() + sustainedSeconds * 1000;
  let done = 0;
  const lane = async (registry: Registry, at: number): Promise<void> => {
    for (let index = writes + at; performance.now() < until; index += underWay) {
      await registry.statuses.setStatus(issuerOf(registry), SINGLE, index, 1);
      if (performance.now() < until) done++;
    }
  };
  await Promise.all(writers.flatMap((registry) => Array.from({ length: underWay }, (_, at) => lane(registry, at))));
  return done / sustainedSeconds;
}

/** Writes all words of a list, none of them 0, up to the last receipt. Returns seconds. */
async function million(registry: Registry, statuses: number): Promise<number> {
  const words = Array.from({ length: Math.ceil(statuses / STATUSES_PER_WORD) }, (_, word) => word);
  const start = performance.now();
  const sent = [];
  for (let first = 0; first < words.length; first += WORDS_AT_ONCE) {
    const some = words.slice(first, first + WORDS_AT_ONCE);
    sent.push(registry.statuses.setStatuses(issuerOf(registry), MANY, some, some.map(allLanes), some.map(randomWord)));
  }
  await Promise.all(sent);
  return (performance.now() - start) / 1000;
}

const allLanes = (): bigint => 2n ** 256n - 1n;

/** Every status is 1 or 2, at random. */
function randomWord(): bigint {
  let word = 0n;
  for (let i = 0; i < STATUSES_PER_WORD; i++) word = withStatus(word, i, Math.random() < 0.5 ? 1 : 2);
  return word;
}
