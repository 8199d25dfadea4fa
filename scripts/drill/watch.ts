import { setTimeout as sleep } from "node:timers/promises";
import { MAX_SILENCE, seconds } from "./fault.ts";
import type { Load } from "./load.ts";
import type { Nodes } from "./nodes.ts";

const POLL_MS = 300;

/** The writers' results over a period. */
export interface Watched {
  readonly writes: number;
  /** The longest time without a receipt. */
  readonly silenceSeconds: number;
}

/** Watches for that time, and longer if there is no receipt yet: up to {@link MAX_SILENCE}. */
export async function watch({ ledger }: Load, forSeconds: number): Promise<Watched> {
  const from = Date.now();
  await sleep(forSeconds * 1000);
  while (ledger.count(from) === 0 && Date.now() - from < MAX_SILENCE * 1000) await sleep(POLL_MS);
  return { writes: ledger.count(from), silenceSeconds: seconds(ledger.longestSilence(from)) };
}

/** Seconds within which blocks already agreed on reach every node. */
const SETTLE = 6;
const HALT = 12;

/** Whether these nodes, being too few or cut off, seal no block and give no receipt. */
export async function watchHalt(nodes: Nodes, load: Load, names: readonly string[]) {
  await sleep(SETTLE * 1000);
  const [before, from] = [await nodes.height(names), Date.now()];
  await sleep(HALT * 1000);
  const writes = load.ledger.count(from);
  const blocks = Number((await nodes.height(names)) - before);
  return { blocks, writes, height: before };
}
