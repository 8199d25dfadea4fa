import { batch } from "./cli/batch.ts";
import { start } from "./cli/start.ts";
import type { Measured } from "./figures.ts";

/** What commands take, each in a fresh process as a person starts it, against a node that runs. */
export async function cli(): Promise<Measured> {
  const parts = [await start(), await batch()];
  return { figures: Object.assign({}, ...parts) as Record<string, number> };
}
