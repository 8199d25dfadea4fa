/** A contender's process: gets ready with the first message, and takes a turn for each after it; see process.ts. */
import { cpuSeconds } from "../statistics.ts";

/** What a contender is given over IPC: its id, and whatever else JSON can hold. */
export interface Named {
  readonly id: string;
}

/** Does it from the `from`-th time up to, but not with, the `to`-th; throws if it cannot be done. */
export type Turn = (from: number, to: number) => Promise<void>;

/** By the figure's id, who can do it; each gets ready in a process of its own. */
export type Contenders<G extends Named> = Readonly<Record<string, (given: G) => Promise<Turn>>>;

export interface Order {
  readonly from: number;
  readonly to: number;
}

/** The CPU seconds that the turn took, or why it failed. */
export type Said = { readonly cpu: number } | { readonly why: string };

/** Takes orders. The first message is what to get ready with. */
export function serve<G extends Named>(contenders: Contenders<G>): void {
  let turn: Turn | undefined;
  const obey = async (message: G | Order): Promise<Said> => {
    const before = cpuSeconds();
    try {
      if ("id" in message) turn = await contenders[message.id]?.(message);
      else await turn?.(message.from, message.to);
      return turn === undefined ? { why: "nobody of that name" } : { cpu: cpuSeconds() - before };
    } catch (error) {
      return { why: error instanceof Error ? error.message : String(error) };
    }
  };
  process.on("message", async (message: G | Order) => process.send?.(await obey(message)));
}

/** A turn that does one after the other. */
export function oneByOne(act: (i: number) => unknown): Turn {
  return async (from, to) => {
    for (let i = from; i < to; i++) await act(i);
  };
}
