/** A contender's process: the first message prepares it, and each later one is a turn; see processes.ts. */
import { cpuSeconds } from "../statistics.ts";
import { CONTENDERS, type Turn } from "./contenders.ts";
import type { Given } from "./given.ts";

/** The tokens with index in [from, to). */
export interface Order {
  readonly from: number;
  readonly to: number;
}

/** The CPU seconds that the turn took, or why it failed. */
export type Said = { readonly cpu: number } | { readonly why: string };

let turn: Turn | undefined;

async function obey(message: Given | Order): Promise<Said> {
  const before = cpuSeconds();
  try {
    if ("id" in message) turn = await CONTENDERS[message.id]?.(message);
    else for (let i = message.from; i < message.to; i++) await turn?.(i);
    return turn === undefined ? { why: "nobody of that name" } : { cpu: cpuSeconds() - before };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

process.on("message", async (message: Given | Order) => process.send?.(await obey(message)));
