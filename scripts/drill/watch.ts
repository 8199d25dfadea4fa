import { setTimeout as sleep } from "node:timers/promises";
import { seconds } from "./fault.ts";
import type { Load } from "./load.ts";
import type { Nodes } from "./nodes.ts";

/** The writers' results over a period. */
export interface Watched {
  readonly writes: number;
  /** The longest time without a receipt. */
  readonly silenceSeconds: number;
}

export async function watch({ ledger }: Load, forSeconds: number): Promise<Watched> {
  const from = Date.now();
  await sleep(forSeconds * 1000);
  return { writes: ledger.count(from), silenceSeconds: seconds(ledger.longestSilence(from)) };
}

/** Seconds within which blocks already agreed on reach every node. */
const SETTLE = 6;
const HALT = 12;

/** Whether these nodes, being too few or cut off, seal no block and give no receipt. */
export async function watchHalt(nodes: Nodes, load: Load, names: readonly string[]) {
  await sleep(SETTLE * 1000);
  const before = await nodes.height(names);
  const { writes } = await watch(load, HALT);
  const blocks = Number((await nodes.height(names)) - before);
  return { blocks, writes, height: before };
}
