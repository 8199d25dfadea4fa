import { setTimeout as sleep } from "node:timers/promises";
import { seconds } from "./fault.ts";
import type { Load } from "./load.ts";
import type { Nodes } from "./nodes.ts";

/** What the writers saw for a while. */
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

/** What is agreed already comes to every node in this time. */
const SETTLE = 6;
const HALT = 12;

/** Whether nodes that are too few, or cannot reach one another, seal nothing, and nobody gets a receipt. */
export async function watchHalt(nodes: Nodes, load: Load, names: readonly string[]) {
  await sleep(SETTLE * 1000);
  const before = await nodes.height(names);
  const { writes } = await watch(load, HALT);
  const blocks = Number((await nodes.height(names)) - before);
  return { blocks, writes, height: before };
}
